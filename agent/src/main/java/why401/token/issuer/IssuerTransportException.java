package why401.token.issuer;

/// There was no response. The message contains nothing that was sent.
public final class IssuerTransportException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean timedOut;
  private final boolean written;

  public IssuerTransportException(String message, boolean timedOut, boolean written) {
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
