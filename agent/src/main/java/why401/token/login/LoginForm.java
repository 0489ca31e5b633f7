package why401.token.login;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import why401.http.html.HtmlForm;
import why401.http.html.HtmlPage;

/// The login form of a page: where it goes, and the fields that the page itself fills in, such as a
/// CSRF token.
///
/// @param action where it is posted to
/// @param hidden its hidden fields
/// @param headers that the page asks for
record LoginForm(URI action, Map<String, String> hidden, Map<String, String> headers) {
  LoginForm {
    hidden = Map.copyOf(hidden);
    headers = Map.copyOf(headers);
  }

  /// What is posted to `url` without a form before it.
  static LoginForm none(URI url, Map<String, String> headers) {
    return new LoginForm(url, Map.of(), headers);
  }

  /// The form on `html` that has a password field or one of `names`; null if there is none.
  static @Nullable LoginForm find(String html, URI url, Set<String> names) {
    HtmlPage page = HtmlPage.parse(html, url.toString());
    return page.forms().stream()
        .filter(form -> form.isLogin(names))
        .findFirst()
        .map(form -> of(form, url, CsrfHeaders.of(page)))
        .orElse(null);
  }

  private static LoginForm of(HtmlForm form, URI url, Map<String, String> headers) {
    Map<String, String> hidden = new LinkedHashMap<>();
    form.inputs().stream()
        .filter(HtmlForm.Input::hidden)
        .forEach(input -> hidden.put(input.name(), input.value()));
    String action = form.absoluteAction();
    return new LoginForm(action.isEmpty() ? url : url.resolve(URI.create(action)), hidden, headers);
  }

  /// The form's body with `fields` filled in.
  String body(Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(hidden);
    all.putAll(fields);
    return encode(all);
  }

  static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
