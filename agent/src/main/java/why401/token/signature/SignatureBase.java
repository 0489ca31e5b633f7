package why401.token.signature;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.InnerList;
import org.greenbytes.http.sfv.Item;
import why401.token.RequestSigningException;

/// The text that a signature is made over (RFC 9421, 2.5).
final class SignatureBase {
  private final String method;
  private final URI url;
  private final Map<String, String> headers;

  /// @param headers by name in lower case
  SignatureBase(String method, URI url, Map<String, String> headers) {
    this.method = method;
    this.url = url;
    this.headers = headers;
  }

  /// A line for each component of `covered`, then `covered` itself with its parameters.
  String of(InnerList covered) throws RequestSigningException {
    StringBuilder base = new StringBuilder();
    for (Item<?> component : covered.get()) {
      String name = String.valueOf(component.get());
      base.append(component.serialize()).append(": ").append(value(name)).append('\n');
    }
    return base.append("\"@signature-params\": ").append(covered.serialize()).toString();
  }

  private String value(String component) throws RequestSigningException {
    String path = path();
    return switch (component) {
      case "@method" -> method;
      case "@target-uri" -> url.toString();
      case "@authority" -> authority();
      case "@scheme" -> url.getScheme().toLowerCase(Locale.ROOT);
      case "@request-target" -> url.getRawQuery() == null ? path : path + query();
      case "@path" -> path;
      case "@query" -> query();
      default -> header(component);
    };
  }

  private String path() {
    String path = url.getRawPath();
    return path == null || path.isEmpty() ? "/" : path;
  }

  /// The leading `?` alone stands for no query (RFC 9421, 2.2.7).
  private String query() {
    return "?" + Optional.ofNullable(url.getRawQuery()).orElse("");
  }

  /// What `Host` says, without the port that the scheme implies.
  private String authority() {
    String host = headers.get("host");
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    String authority =
        host != null
            ? host
            : url.getPort() < 0 ? url.getHost() : url.getHost() + ":" + url.getPort();
    String implied = scheme.equals("https") ? ":443" : ":80";
    String lower = authority.toLowerCase(Locale.ROOT);
    return lower.endsWith(implied) ? lower.substring(0, lower.length() - implied.length()) : lower;
  }

  private String header(String name) throws RequestSigningException {
    String value = headers.get(name);
    if (value == null) {
      throw RequestSigningException.notForRequest(
          "the signature is to cover the header %s, which the request does not have"
              .formatted(name));
    }
    return value.strip();
  }
}
