package why401.token;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.Tls;

/// One request to an identity provider.
///
/// @param headers by name, `Content-Type` among them if there is a body
/// @param tls TLS options, the client certificate of RFC 8705 included
/// @param timeout of the whole exchange
record WireRequest(
    String method,
    URI url,
    Map<String, String> headers,
    @Nullable String body,
    Tls tls,
    Duration timeout) {
  WireRequest {
    headers = Map.copyOf(headers);
  }

  static WireRequest get(URI url, String accept, Tls tls, Duration timeout) {
    return new WireRequest("GET", url, Map.of("Accept", accept), null, tls, timeout);
  }

  @Override
  public String toString() {
    return method + " " + url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }
}
