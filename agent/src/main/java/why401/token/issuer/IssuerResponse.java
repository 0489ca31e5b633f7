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

/// What came back, its body cut off at [#LIMIT].
///
/// @param headers by lower-case name
public record IssuerResponse(int status, Map<String, List<String>> headers, String body) {
  /// Bytes of a body that are read at most.
  static final int LIMIT = 1 << 20;

  private static final Set<String> SHOWN_HEADERS =
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

  /// What may be shown of it: some headers, and nothing at all of a success's body.
  public HttpResponse redacted(Redactor redactor) {
    List<Header> shown = new ArrayList<>();
    headers.forEach(
        (name, values) -> {
          if (SHOWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> shown.add(new Header(name, redactor.description(value))));
          }
        });
    return new HttpResponse(status, shown, successful() ? "" : redactor.beginning(body));
  }

  @Override
  public String toString() {
    return "IssuerResponse[" + status + ", " + body.length() + " chars]";
  }
}
