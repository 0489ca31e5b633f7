package why401.response;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.http.HttpResponse;
import why401.http.html.HtmlForm;
import why401.http.html.HtmlPage;

/// Recognises a login page that came in place of the resource. A page that only mentions or links a
/// login is none, nor is a page that sets a new password.
public final class LoginPageDetector {

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> PAGES = Set.of(200, 203, 401, 403);
  private static final Pattern LOGIN_PATH =
      Pattern.compile(
          "(?:^|/)(?:log-?in|log_in|logon|sign-?in|sign_in|authorize|login[.](?:php|jsp|aspx?|html?|do|action|seam)|wp-login[.]php|saml2?|sso|adfs|"
              + "auth/(?:login|realms)|oauth2?/(?:start|auth|v[0-9.]+/authorize|authorize)|openid-connect/auth|cdn-cgi/access|account/login|idp|(?:users?|accounts?|session)/(?:login|sign_?in|new))(?:[/;]|$)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern LOGIN_HOST =
      Pattern.compile(
          "^(?:login|signin|sso|accounts?|auth|idp|id|adfs)[.]", Pattern.CASE_INSENSITIVE);
  private static final Pattern ADDRESS =
      Pattern.compile("^(?:(?:https?:)?//([^/?#]*))?([^?#]*)([?].*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern RETURNS =
      Pattern.compile(
          "[?&](?:redirect(?:_ur[il]|url|to)?|return(?:_?ur[il]|_?to|path)?|next|rd|continue|service|goto|target|from|samlrequest|client_id)=",
          Pattern.CASE_INSENSITIVE);

  /// No login page is without one of these; any other page need not be parsed.
  private static final Pattern SIGN = Pattern.compile("password|<title", Pattern.CASE_INSENSITIVE);

  private static final Pattern LOGIN_TITLE =
      Pattern.compile(
          "(?:^|[|:·–—-]\\s*)(?:please )?(?:log[ -]?in|sign[ -]?in|anmelden|anmeldung|login"
              + " page)(?: (?:to|with|page)\\b.*| -.*|\\s*[|:·–—].*)?$",
          Pattern.CASE_INSENSITIVE);

  private LoginPageDetector() {}

  /// Whether `response` is a login page or redirects to one.
  public static boolean matches(HttpResponse response) {
    return REDIRECTS.contains(response.status())
        ? isLoginAddress(response.value("Location").strip())
        : PAGES.contains(response.status())
            && HtmlPage.isHtml(response.body().stripLeading())
            && SIGN.matcher(response.body()).find()
            && isLoginForm(response.status(), HtmlPage.parse(response.body()));
  }

  private static boolean isLoginAddress(String location) {
    Matcher address = ADDRESS.matcher(location);
    if (location.isEmpty() || !address.find()) {
      return false;
    }
    String host = address.group(1) == null ? "" : address.group(1);
    String query = address.group(3) == null ? "" : address.group(3);
    return LOGIN_PATH.matcher(address.group(2)).find()
        || (LOGIN_HOST.matcher(host).find() && RETURNS.matcher(query).find());
  }

  private static boolean isLoginForm(int status, HtmlPage page) {
    String action =
        page.forms().stream()
            .map(HtmlForm::action)
            .filter(address -> !address.isEmpty())
            .findFirst()
            .map(address -> address.replaceFirst("[?#].*", ""))
            .orElse("");
    boolean titled = LOGIN_TITLE.matcher(page.title().strip().toLowerCase(Locale.ROOT)).find();
    boolean identifierFirst = titled && (status == 203 || LOGIN_PATH.matcher(action).find());
    return page.passwordFields() == 1 || identifierFirst;
  }
}
