package why401.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;

/// A person with a browser at Keycloak's pages. Browsers send `Secure` cookies to loopback without
/// TLS as well, so the cookies are kept here.
public final class KeycloakPages {
  private static final int TIMEOUT_MILLIS = 30_000;

  private final String user;
  private final String password;

  public KeycloakPages(String user, String password) {
    this.user = user;
    this.password = password;
  }

  /// Opens `url`, signs in, and says yes or no where the page asks; the text of the last page.
  public String visit(String url, boolean consent) {
    Map<String, String> cookies = new HashMap<>();
    try {
      Document page = open(Jsoup.connect(url), cookies);
      for (FormElement form = form(page); form != null; form = form(page)) {
        page = open(submission(form, consent), cookies);
      }
      return page.text();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document open(Connection first, Map<String, String> cookies) throws IOException {
    Connection request = first;
    while (true) {
      Connection.Response response =
          request
              .cookies(cookies)
              .followRedirects(false)
              .ignoreHttpErrors(true)
              .timeout(TIMEOUT_MILLIS)
              .execute();
      cookies.putAll(response.cookies());
      String location = response.header("Location");
      if (response.statusCode() / 100 != 3 || location == null) {
        return response.parse();
      }
      request = Jsoup.connect(URI.create(response.url().toString()).resolve(location).toString());
    }
  }

  private static FormElement form(Document page) {
    return page.selectFirst("form[method=post]") instanceof FormElement form ? form : null;
  }

  private Connection submission(FormElement form, boolean consent) {
    Connection request = Jsoup.connect(form.absUrl("action")).method(Connection.Method.POST);
    form.formData().stream()
        .filter(field -> !field.key().matches("username|password|accept|cancel"))
        .forEach(field -> request.data(field.key(), field.value()));
    return form.selectFirst("input[name=username]") != null
        ? request.data("username", user).data("password", password)
        : request.data(consent ? "accept" : "cancel", consent ? "Yes" : "No");
  }
}
