package why401.transport;

import okhttp3.Headers;
import okhttp3.Response;

/// What a forward proxy said when it refused to open a tunnel; OkHttp itself only tells that it
/// failed. A tag of the call.
public final class ProxyRefusal {
  private volatile int status;
  private volatile Headers headers = Headers.EMPTY;

  /// Whether the proxy refused.
  public boolean refused() {
    return status != 0;
  }

  /// 407.
  public int status() {
    return status;
  }

  /// Headers of the refusal.
  public Headers headers() {
    return headers;
  }

  static void record(Response response) {
    ProxyRefusal refusal = response.request().tag(ProxyRefusal.class);
    boolean real =
        response.challenges().stream()
            .noneMatch(challenge -> challenge.scheme().equalsIgnoreCase("OkHttp-Preemptive"));
    if (refusal != null && real) {
      refusal.status = response.code();
      refusal.headers = response.headers();
    }
  }
}
