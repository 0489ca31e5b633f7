package why401.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/// The corpus as one capture, through the command that users call.
@Execution(ExecutionMode.CONCURRENT)
class HarCorpusTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private Path folder = Path.of(".");

  @ParameterizedTest
  @CsvSource({"responses, 17", "own, 13", "blind, 15", "documented, 24", "late, 23"})
  void discriminatingAnswers_areRight_andNoneIsCertainlyWrong(String name, int percentWrong)
      throws IOException {
    List<JsonNode> corpus = corpus(name);
    Map<Integer, JsonNode> told = told(corpus);
    int discriminating = 0;
    List<String> wrong = new ArrayList<>();
    List<String> overconfident = new ArrayList<>();
    for (int i = 0; i < corpus.size(); i++) {
      JsonNode line = corpus.get(i);
      JsonNode verdict = told.get(i);
      String cause = verdict == null ? "none" : verdict.path("cause").asText();
      boolean right = cause.equals(line.path("cause").asText());
      if (line.path("discriminating").asBoolean()) {
        discriminating++;
        if (!right) {
          wrong.add(line.path("id").asText() + ": " + cause);
        }
      }
      if (verdict != null
          && verdict.path("confidence").asText().equals("certain")
          && !(right && line.path("discriminating").asBoolean())) {
        overconfident.add(line.path("id").asText() + ": " + cause);
      }
    }
    assertThat(overconfident).isEmpty();
    assertThat(wrong).hasSizeLessThanOrEqualTo(discriminating * percentWrong / 100);
  }

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

  /// Nothing was sent, or it was lost, or the capture was rid of it: the target's word for it does
  /// not decide, and without its word nothing does.
  @ParameterizedTest
  @CsvSource({
    "No authorization token provided, credentials_missing, likely, own words",
    "Unauthorized, credentials_missing, possible, own words"
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
    assertThat(told.path("evidence").toString()).contains(evidence, "carries no credential");
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
    assertThat(out.toString()).doesNotContain("certain");
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

  private Map<Integer, JsonNode> told(List<JsonNode> corpus) throws IOException {
    ArrayNode entries = MAPPER.createArrayNode();
    corpus.forEach(line -> entries.add(entry(line)));
    ObjectNode har = MAPPER.createObjectNode();
    har.putObject("log").put("version", "1.2").set("entries", entries);
    Path file = folder.resolve("corpus.har");
    MAPPER.writeValue(file.toFile(), har);
    StringWriter out = new StringWriter();
    assertThat(run(out, "--har", file.toString(), "--json")).isEqualTo(3);
    Map<Integer, JsonNode> told = new HashMap<>();
    MAPPER.readTree(out.toString()).forEach(one -> told.put(one.path("entry").asInt(), one));
    return told;
  }

  private static ObjectNode entry(JsonNode line) {
    ObjectNode entry = MAPPER.createObjectNode();
    entry.put("startedDateTime", "2026-11-24T10:00:00.000Z");
    ObjectNode request = entry.putObject("request");
    boolean token = line.path("auth").asText().equals("oauth2_token_endpoint");
    request.put("method", token ? "POST" : "GET");
    request.put("url", token ? "https://idp.example/token" : "https://api.example/v1/things");
    ArrayNode sent = request.putArray("headers");
    line.path("sent")
        .properties()
        .forEach(
            header ->
                sent.addObject()
                    .put("name", header.getKey())
                    .put("value", header.getValue().asText()));
    if (token) {
      request.putObject("postData").put("text", "grant_type=client_credentials");
    }
    ObjectNode response = entry.putObject("response");
    response.put("status", line.path("status").asInt());
    ArrayNode headers = response.putArray("headers");
    line.path("headers")
        .properties()
        .forEach(
            header ->
                header
                    .getValue()
                    .forEach(
                        value ->
                            headers
                                .addObject()
                                .put("name", header.getKey())
                                .put("value", value.asText())));
    if (!line.path("content_type").asText("").isEmpty()) {
      headers
          .addObject()
          .put("name", "Content-Type")
          .put("value", line.path("content_type").asText());
    }
    response.putObject("content").put("text", line.path("body").asText(""));
    return entry;
  }

  private static List<JsonNode> corpus(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of("src/test/resources/corpus", name + ".jsonl"))) {
      lines.add(MAPPER.readTree(line));
    }
    return lines;
  }

  private static int run(StringWriter out, String... args) {
    return new CommandLine(new DiagnoseCommand()).setOut(new PrintWriter(out, true)).execute(args);
  }
}
