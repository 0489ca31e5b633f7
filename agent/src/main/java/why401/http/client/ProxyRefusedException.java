package why401.http.client;

import java.io.IOException;
import okhttp3.Headers;

/// A forward proxy refused to open a tunnel; the target was never reached.
public final class ProxyRefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Headers headers;

  ProxyRefusedException(int status, Headers headers) {
    super("the proxy refused the tunnel with status " + status);
    this.status = status;
    this.headers = headers;
  }

  /// Its status, 407.
  public int status() {
    return status;
  }

  /// The headers of its answer.
  public Headers headers() {
    return headers;
  }
}
