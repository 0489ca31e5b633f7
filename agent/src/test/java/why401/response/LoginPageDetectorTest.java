package why401.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.http.Header;
import why401.http.HttpResponse;

class LoginPageDetectorTest {

  private static boolean redirect(String location) {
    return LoginPageDetector.matches(
        new HttpResponse(302, List.of(new Header("location", location)), ""));
  }

  private static boolean page(int status, String html) {
    return LoginPageDetector.matches(new HttpResponse(status, List.of(), html));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/login",
        "/users/sign_in",
        "/login.jsp?os_destination=%2F",
        "https://app.example/auth/login?next=/",
        "https://idp.example/realms/acme/protocol/openid-connect/auth?client_id=x&state=s",
        "https://login.microsoftonline.com/t/oauth2/v2.0/authorize?client_id=x",
        "https://team.cloudflareaccess.com/cdn-cgi/access/login/app.example?kid=k",
        "https://accounts.google.com/ServiceLogin?continue=https://x",
        "/oauth2/start?rd=%2F",
        "/wp-login.php?redirect_to=%2F"
      })
  void redirectToALogin_isALoginPage(String location) {
    assertThat(redirect(location)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dashboard",
        "https://example.com/",
        "/blog/how-to-login-safely",
        "/logins",
        "/catalogue/signs",
        "https://accounts.example.com/v2/invoices",
        ""
      })
  void redirectElsewhere_isNone(String location) {
    assertThat(redirect(location)).isFalse();
  }

  @Test
  void passwordForm_isALoginPage() {
    String html =
        "<!DOCTYPE html><html><body><form action=\"/session?x=1\"><input name=u><input"
            + " type=password name=p></form>";
    assertThat(page(200, html)).isTrue();
  }

  @Test
  void signInTitleWith203_isALoginPage() {
    assertThat(page(203, "<title>Azure DevOps Services | Sign In</title>")).isTrue();
  }

  @Test
  void formThatAsksForTheNameFirst_isALoginPage() {
    assertThat(
            page(
                200,
                "<html><title>Sign in - Example</title><form action='/signin/identifier'><input"
                    + " name=email>"))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><title>Docs</title><body><a href=\"/login\">Log in</a> to see more. Forgot your"
            + " password?</body></html>",
        "<html><title>How to sign in with a password</title><body>article</body></html>",
        "<html><title>Change password</title><form><input type=\"password\"><input"
            + " type=\"password\"></form></html>",
        "{\"html\":\"<input type='password'>\"}",
        "<html><title>Login statistics</title><form action=\"/search\"><input name=q></form></html>"
      })
  void pageThatOnlyMentionsALogin_isNone(String html) {
    assertThat(page(200, html)).isFalse();
  }
}
