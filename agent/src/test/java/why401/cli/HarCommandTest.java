package why401.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// Captures through the command that users call.
class HarCommandTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder = Path.of(".");

  @Test
  void captureWithoutRefusals_isSaidToHaveNone() throws IOException {
    Path har = folder.resolve("fine.har");
    Files.writeString(
        har,
        """
        {"log":{"entries":[{"request":{"method":"GET","url":"https://api.example/"},
        "response":{"status":200,"headers":[],"content":{"text":"{}"}}}]}}
        """);
    StringWriter out = new StringWriter();
    assertThat(run(out, "--har", har.toString())).isZero();
    assertThat(out.toString()).startsWith("Nothing was refused in ");
  }

  @Test
  void requestsWithOneCause_areToldTogether() throws IOException {
    StringBuilder entries = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String says = i % 5 == 4 ? "Rate limit exceeded" : "The API key is unknown";
      entries.append(
          """
          %s{"request":{"method":"GET","url":"https://api.example/v%d","headers":[{"name":
          "X-API-Key","value":"k"}]},"response":{"status":401,"headers":[],"content":{"text":"%s"}}}
          """
              .formatted(i == 0 ? "" : ",", i, says));
    }
    Path har = folder.resolve("many.har");
    Files.writeString(har, "{\"log\":{\"entries\":[" + entries + "]}}");
    StringWriter out = new StringWriter();
    assertThat(run(out, "--har", har.toString())).isEqualTo(3);
    assertThat(out.toString())
        .contains("20 requests were refused, for 2 reasons", "The same in 15 more entries: 1 (/v1)")
        .contains("and 3 more", "The same in 3 more entries: 9 (/v9), 14 (/v14), 19 (/v19)");
  }

  /// Nothing was sent, or it was lost, or the capture was rid of it: the target's word for it does
  /// not decide, and without its word nothing does.
  @ParameterizedTest
  @CsvSource({
    "No authorization token provided, credentials_missing, possible, own words",
    "Unauthorized, unknown, possible, own words"
  })
  void captureWithoutACredential_isNeverCertainThatNoneWasSent(
      String says, String cause, String confidence, String evidence) throws IOException {
    Path har = folder.resolve("bare.har");
    Files.writeString(
        har,
        """
        {"log":{"entries":[{"request":{"method":"GET","url":"https://api.example/v1","headers":[]},
        "response":{"status":401,"headers":[],"content":{"text":"{\\"message\\":\\"%s\\"}"}}}]}}
        """
            .formatted(says));
    StringWriter out = new StringWriter();
    assertThat(run(out, "--har", har.toString(), "--json")).isEqualTo(3);
    JsonNode told = MAPPER.readTree(out.toString()).get(0);
    assertThat(told.path("cause").asText()).isEqualTo(cause);
    assertThat(told.path("confidence").asText()).isEqualTo(confidence);
    assertThat(told.path("evidence").toString()).contains(evidence, "no credential");
  }

  /// The token was for the target; the capture does not say what was configured for the proxy.
  @Test
  void proxyThatDemandsCredentials_isNotCertainByATokenForTheTarget() throws IOException {
    Path har = folder.resolve("proxy.har");
    Files.writeString(
        har,
        """
        {"log":{"entries":[{"startedDateTime":"2026-11-24T10:00:00.000Z","request":{"method":"GET",
        "url":"https://api.example/v1","headers":[{"name":"Authorization","value":"Bearer opaque-1"}]},
        "response":{"status":407,"headers":[{"name":"Proxy-Authenticate","value":
        "Basic realm=\\"proxy\\""}],"content":{"text":""}}}]}}
        """);
    StringWriter out = new StringWriter();
    assertThat(run(out, "--har", har.toString(), "--json")).isEqualTo(3);
    JsonNode told = MAPPER.readTree(out.toString()).get(0);
    assertThat(told.path("cause").asText()).isIn("credentials_missing", "credentials_invalid");
    assertThat(told.path("fault_domain").asText()).isEqualTo("client");
    assertThat(told.path("confidence").asText()).isIn("possible", "likely");
    assertThat(told.path("summary").asText()).contains("proxy");
  }

  @Test
  void tokenInACapture_isLookedAtButNeverPrinted() throws IOException {
    String token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzZWNyZXQtc3ViamVjdCJ9.c2lnbmF0dXJl";
    Path har = folder.resolve("token.har");
    Files.writeString(
        har,
        """
        {"log":{"entries":[{"startedDateTime":"2026-11-24T10:00:00.000Z","request":{"method":"GET",
        "url":"https://api.example/v1?key=secret-key","headers":[{"name":"authorization",
        "value":"Bearer %s"}]},"response":{"status":401,"headers":[],"content":{"text":"%s"}}}]}}
        """
            .formatted(token, token));
    StringWriter out = new StringWriter();
    assertThat(run(out, "--har", har.toString(), "--json")).isEqualTo(3);
    assertThat(out.toString()).doesNotContain(token).doesNotContain("secret-key");
  }

  private static int run(StringWriter out, String... args) {
    return new CommandLine(new DiagnoseCommand()).setOut(new PrintWriter(out, true)).execute(args);
  }
}
