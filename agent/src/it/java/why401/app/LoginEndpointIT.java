package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.cause.Cause;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;

/// Logins without a page before them at Apache's mod_auth_form.
@Timeout(60)
final class LoginEndpointIT {
  private static final String FORM =
      "type = form-login, login-url = \"%s\", fields { httpd_username = one, httpd_password { file"
          + " = pw } }";
  private static final String JSON =
      "type = json-login, format = form, url = \"%s\", fields { httpd_username = one,"
          + " httpd_password { file = pw } }";

  private static ApacheServer apache;

  @TempDir private Path folder = Path.of(".");

  @BeforeAll
  static void start() {
    apache =
        ApacheServer.start(
            Map.of(
                "/portal",
                new ApacheSite.FormLogin(
                    Map.of("one", "pass-one-1"), Duration.ofMinutes(5), true, "key")));
  }

  @AfterAll
  static void stop() {
    apache.close();
  }

  private ProbeResult run(String credential, String password) throws IOException {
    Files.writeString(folder.resolve("pw"), password);
    String text =
        "why401 { credentials { c { %s } }, probes { p { url = \"%s\", credential = c } } }"
            .formatted(credential.formatted(apache.url("/portal-login")), apache.url("/portal"));
    try (AgentOnce agent = new AgentOnce(folder, text)) {
      return agent.run("p");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FORM, JSON})
  void login_thatIsPostedWithoutAPage_opensASession(String credential) throws IOException {
    assertThat(run(credential, "pass-one-1")).matches(ProbeResult::success);
  }

  @ParameterizedTest
  @ValueSource(strings = {FORM, JSON})
  void wrongPassword_isTheCredentialsFault_andNoOutage(String credential) throws IOException {
    ProbeResult result = run(credential, "another-1");
    assertThat(result.verdict()).isNotNull();
    assertThat(result.verdict().cause()).isEqualTo(Cause.CREDENTIALS_INVALID);
    assertThat(result.toString()).doesNotContain("another-1");
  }

  @Test
  void cookieOfTheSession_isNeverShown() throws IOException {
    assertThat(run(FORM, "pass-one-1").toString()).doesNotContain("httpd_password");
  }
}
