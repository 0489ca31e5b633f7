package why401.token.login;

import java.util.LinkedHashMap;
import java.util.Map;
import why401.http.html.HtmlPage;

/// The headers against cross-site request forgery that a page or a cookie asks for.
final class CsrfHeaders {
  /// Cookies whose value a header repeats, as Spring, Angular and Laravel, and Django name them.
  private static final Map<String, String> BY_COOKIE =
      Map.of("XSRF-TOKEN", "X-XSRF-TOKEN", "csrftoken", "X-CSRFToken");

  private CsrfHeaders() {}

  /// Of the `meta` elements of `page`, as Rails and Laravel, and Spring write them.
  static Map<String, String> of(HtmlPage page) {
    Map<String, String> headers = new LinkedHashMap<>();
    String plain = page.meta("csrf-token");
    if (!plain.isEmpty()) {
      headers.put("X-CSRF-TOKEN", plain);
    }
    String named = page.meta("_csrf_header");
    String value = page.meta("_csrf");
    if (!named.isEmpty() && !value.isEmpty() && named.matches("[A-Za-z0-9-]{1,64}")) {
      headers.put(named, value);
    }
    return headers;
  }

  /// Of the cookies that were set.
  static Map<String, String> of(Map<String, String> cookies) {
    Map<String, String> headers = new LinkedHashMap<>();
    BY_COOKIE.forEach(
        (cookie, header) -> {
          String value = cookies.get(cookie);
          if (value != null && !value.isEmpty()) {
            headers.put(header, value);
          }
        });
    return headers;
  }
}
