package why401.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.diagnosis.Jwts;
import why401.http.client.RawServer;

/// What is plain to see of a header is named as what it is, live and in a capture.
@Execution(ExecutionMode.CONCURRENT)
class DamagedCredentialTest {
  private static final String FORMS =
      """
      Authorization: Bearer|credentials_missing|empty-credential
      Authorization: bearer|credentials_missing|empty-credential
      Authorization: Basic|credentials_missing|pair-half-empty
      Authorization: Bearer Bearer|token_malformed|scheme-name-misplaced
      Authorization: Bearer Bearer JWT|token_malformed|scheme-name-misplaced
      Authorization: JWT|token_malformed|scheme-name-misplaced
      Authorization: Bearer ${TOKEN}|token_malformed|placeholder-sent
      Authorization: ${TOKEN}|token_malformed|placeholder-sent
      Authorization: Bearer null|token_malformed|placeholder-sent
      Authorization: Bearer undefined|token_malformed|placeholder-sent
      Authorization: Bearer None|token_malformed|placeholder-sent
      Authorization: Bearer %TOKEN%|token_malformed|placeholder-sent
      Authorization: Bearer {{token}}|token_malformed|placeholder-sent
      Authorization: Bearer <token>|token_malformed|placeholder-sent
      Authorization: Bearer [object Object]|token_malformed|placeholder-sent
      Authorization: Bearer $TOKEN|token_malformed|placeholder-sent
      X-API-Key: ${KEY}|token_malformed|placeholder-sent
      PAIR user:|credentials_missing|pair-half-empty
      PAIR :pass-word|credentials_missing|pair-half-empty
      PAIR :|credentials_missing|pair-half-empty
      PAIR user:${PASSWORD}|token_malformed|placeholder-sent
      PAIR user:undefined|token_malformed|placeholder-sent
      PAIR ${USER}:secret-word|token_malformed|placeholder-sent
      """;

  @TempDir private Path folder = Path.of(".");

  private final StringWriter out = new StringWriter();
  private final RawServer server =
      RawServer.of(
          (request, wire) ->
              wire.write(RawServer.answer(answer(request.header("Authorization")), "")));

  private static String answer(String shown) {
    return shown.startsWith("Bearer eyJ")
        ? "200 OK"
        : "401 Unauthorized\r\nWWW-Authenticate: "
            + (shown.startsWith("Basic") ? "Basic realm=x" : "Bearer");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private JsonNode told(String... options) throws IOException {
    String[] line = new String[options.length + 2];
    line[0] = "diagnose";
    line[1] = "--json";
    System.arraycopy(options, 0, line, 2, options.length);
    PrintWriter writer = new PrintWriter(out, true);
    assertThat(Why401Command.line().setOut(writer).execute(line)).isEqualTo(3);
    return new ObjectMapper().readTree(out.toString());
  }

  private static String header(String form) {
    Instant now = Instant.now();
    String jwt = Jwts.jwt(now.minusSeconds(60), now.plusSeconds(3600), _ -> {});
    return form.startsWith("PAIR ")
        ? "Authorization: Basic "
            + Base64.getEncoder().encodeToString(form.substring(5).getBytes(StandardCharsets.UTF_8))
        : form.replace("JWT", jwt);
  }

  private static void assertNamed(JsonNode told, String cause, String mechanism) {
    assertThat(told.path("cause").asText()).as(told.toPrettyString()).isEqualTo(cause);
    assertThat(told.path("mechanism").asText()).isEqualTo(mechanism);
    assertThat(told.path("confidence").asText()).as(told.toPrettyString()).isNotEqualTo("possible");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = FORMS)
  void live_isNamed(String form, String cause, String mechanism) throws IOException {
    assertNamed(told("-H", header(form), server.url("/v1")), cause, mechanism);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = FORMS)
  void captured_isNamed(String form, String cause, String mechanism) throws IOException {
    Path har = folder.resolve("a.har");
    String[] header = header(form).split(": ", 2);
    Files.writeString(
        har,
        """
        {"log":{"entries":[{"startedDateTime":"%s","request":{"method":"GET",
        "url":"https://api.example/v1","headers":[{"name":"%s","value":"%s"}]},
        "response":{"status":401,"headers":[{"name":"WWW-Authenticate","value":"%s"}],
        "content":{"text":""}}}]}}
        """
            .formatted(
                Instant.now(),
                header[0],
                header[1],
                header[1].startsWith("Basic") ? "Basic realm=x" : "Bearer"));
    assertNamed(told("--har", har.toString()).get(0), cause, mechanism);
  }

  /// Several APIs take a key as the user name, or as the password of nobody.
  @ParameterizedTest
  @CsvSource({"sk_test_4eC39HqLyjWDarjtT1zdp7dc:", ":k4eC39HqLyjWDarjtT1zdp7dcxx"})
  void keyInOneHalf_isNotEmpty(String pair) throws IOException {
    assertThat(told("-u", pair, server.url("/v1")).path("cause").asText())
        .isNotEqualTo("credentials_missing");
  }
}
