package why401.cli.curl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.cli.Why401Command;
import why401.http.client.RawServer;

/// A credential in the body of a request: it is one, it is asked with once, and it is never shown.
class BodyCredentialTest {
  private final StringWriter out = new StringWriter();
  private String answer = "401 Unauthorized";
  private String body = "{\"error\":\"invalid_client\"}";
  private final RawServer server =
      RawServer.of(
          (request, wire) ->
              wire.write(RawServer.answer(answer + "\r\nContent-Type: application/json", body)));

  @AfterEach
  void close() {
    server.close();
  }

  private String diagnose(String path, String... options) {
    List<String> line = new ArrayList<>(List.of("diagnose"));
    line.addAll(List.of(options));
    line.add(server.url(path));
    PrintWriter writer = new PrintWriter(out, true);
    int status =
        Why401Command.line().setOut(writer).setErr(writer).execute(line.toArray(String[]::new));
    assertThat(status).as("%s", out).isEqualTo(3);
    assertThat(out.toString()).doesNotContain("hunter2");
    return out.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=client_credentials&client_id=a&client_secret=hunter2x, 401, invalid_client,"
        + " credentials_invalid",
    "grant_type=client_credentials&client_id=a&client_assertion=hunter2x, 400, invalid_client,"
        + " credentials_invalid",
    "grant_type=refresh_token&refresh_token=hunter2x&client_id=a, 400, invalid_grant,"
        + " token_revoked",
    "grant_type=client_credentials&client_id=a&client_secret=, 401, invalid_client,"
        + " credentials_missing",
    "grant_type=client_credentials&client_id=a&client_secret=%24%7BHUNTER%7D, 401, invalid_client,"
        + " token_malformed",
  })
  void requestForAToken_isJudgedAsOne(String sent, String status, String error, String cause) {
    answer = status + " No";
    body =
        "{\"error\":\""
            + error
            + "\",\"error_description\":\""
            + (error.equals("invalid_grant") ? "Session not active" : "the secret is wrong")
            + (sent.contains("hunter2x") ? ": hunter2x" : "")
            + "\"}";
    assertThat(diagnose("/oauth/token", "-d", sent)).startsWith(cause);
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void passwordGrant_isNeverMissingAndAskedOnce() {
    answer = "401 Unauthorized\r\nWWW-Authenticate: Bearer realm=\"x\"";
    body = "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid user credentials\"}";
    assertThat(
            diagnose("/t", "-d", "grant_type=password&username=u&password=hunter2%2Bx&client_id=a"))
        .doesNotContain("credentials_missing")
        .containsAnyOf("credentials_invalid", "credentials invalid");
    assertThat(server.requests()).hasSize(1);
  }

  /// With the client's secret in the header, it is the same request.
  @Test
  void clientInTheHeader_isTheSameRequest() {
    assertThat(diagnose("/t", "-u", "a:hunter2x", "-d", "grant_type=client_credentials"))
        .startsWith("credentials_invalid");
    assertThat(server.requests()).hasSize(1);
    assertThat(server.last().header("Authorization")).startsWith("Basic ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "/api/session;{\"username\":\"u\",\"password\":\"hunter2x\"}",
        "/any;{\"email\": \"u@x.example\", \"password\": \"hunter2x\"}",
        "/login;user=u&password=hunter2x"
      })
  void login_isACredentialAndAskedOnce(String path, String sent) {
    body = "{\"message\":\"Invalid username or password: hunter2x\"}";
    assertThat(diagnose(path, "-H", "Content-Type: application/json", "-d", sent))
        .contains("a credential in its body")
        .doesNotContain("credentials_missing");
    assertThat(server.requests()).hasSize(1);
  }

  /// A resource that happens to be written with a password beside a token is none.
  @Test
  void profileWithAToken_isNoLogin() {
    body = "";
    assertThat(
            diagnose(
                "/users/1",
                "-H",
                "Authorization: Bearer abcdefgh",
                "-d",
                "{\"username\":\"u\",\"password\":\"hunter2x\"}"))
        .contains("Bearer");
  }
}
