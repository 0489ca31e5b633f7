package why401.token.issuer;

/// Ends an attempt from within; carries how it is to be taken.
public final class TokenRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient TokenResult.Lost lost;

  public TokenRequestException(TokenResult.Lost lost) {
    super(lost.failure().description());
    this.lost = lost;
  }

  public TokenResult.Lost lost() {
    return lost;
  }
}
