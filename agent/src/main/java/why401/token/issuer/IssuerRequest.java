package why401.token.issuer;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.TlsOptions;

/// One request to an identity provider.
///
/// @param headers by name, `Content-Type` among them if there is a body
/// @param tls TLS options, the client certificate of RFC 8705 included
/// @param timeout of the whole exchange
public record IssuerRequest(
    String method,
    URI url,
    Map<String, String> headers,
    @Nullable String body,
    TlsOptions tls,
    Duration timeout) {
  public IssuerRequest {
    headers = Map.copyOf(headers);
  }

  public static IssuerRequest get(URI url, String accept, TlsOptions tls, Duration timeout) {
    return new IssuerRequest("GET", url, Map.of("Accept", accept), null, tls, timeout);
  }

  /// The same with one more header.
  public IssuerRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new IssuerRequest(method, url, more, body, tls, timeout);
  }

  @Override
  public String toString() {
    return method + " " + url.getScheme() + "://" + url.getRawAuthority() + url.getRawPath();
  }
}
