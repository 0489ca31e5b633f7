package why401.token;

/// Ends an attempt from within; carries how it is to be taken.
final class LostException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Answer.Lost lost;

  LostException(Answer.Lost lost) {
    super(lost.fault().description());
    this.lost = lost;
  }

  Answer.Lost lost() {
    return lost;
  }
}
