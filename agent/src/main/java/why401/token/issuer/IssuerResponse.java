package why401.token.issuer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.Redactor;
import why401.http.Header;
import why401.http.HttpResponse;

/// The response, with its body cut off at [#LIMIT].
///
/// @param headers by lower-case name
public record IssuerResponse(int status, Map<String, List<String>> headers, String body) {
  /// Bytes of a body that are read at most.
  static final int LIMIT = 1 << 20;

  private static final Set<String> REPORTED_HEADERS =
      Set.of(
          "www-authenticate",
          "content-type",
          "content-length",
          "date",
          "server",
          "retry-after",
          "location",
          "cache-control",
          "via",
          "x-powered-by");

  public IssuerResponse {
    headers = Map.copyOf(headers);
  }

  @Nullable
  public String header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null || values.isEmpty() ? null : values.getFirst();
  }

  public boolean successful() {
    return status >= 200 && status < 300;
  }

  /// The parts that may be logged and reported: some headers, and the body of an error only.
  public HttpResponse redacted(Redactor redactor) {
    List<Header> kept = new ArrayList<>();
    headers.forEach(
        (name, values) -> {
          if (REPORTED_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> kept.add(new Header(name, redactor.description(value))));
          }
        });
    return new HttpResponse(status, kept, successful() ? "" : redactor.beginning(body));
  }

  @Override
  public String toString() {
    return "IssuerResponse[" + status + ", " + body.length() + " chars]";
  }
}
