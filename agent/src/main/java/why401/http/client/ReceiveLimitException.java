package why401.http.client;

import java.io.IOException;

/// A peer sent more than any answer needs; the connection was closed.
public final class ReceiveLimitException extends IOException {
  /// Of one exchange, in words.
  public static final String LIMIT = (ReceiveAllowance.EXCHANGE >> 20) + " MiB";

  private static final long serialVersionUID = 1L;

  ReceiveLimitException() {
    super("more than " + LIMIT + " received");
  }

  /// Whether `e` or one of its causes is one.
  public static boolean isBehind(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ReceiveLimitException) {
        return true;
      }
    }
    return false;
  }
}
