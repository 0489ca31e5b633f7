package why401.token;

/// No answer came. Its message holds nothing that was sent.
final class WireException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean timedOut;
  private final boolean written;

  WireException(String message, boolean timedOut, boolean written) {
    super(message);
    this.timedOut = timedOut;
    this.written = written;
  }

  boolean timedOut() {
    return timedOut;
  }

  /// Whether the request may have reached the server, so that its effect is not known.
  boolean written() {
    return written;
  }
}
