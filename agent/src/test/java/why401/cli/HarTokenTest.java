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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// A token in a capture is weighed against what the answer says of it.
class HarTokenTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Instant CAPTURED = Instant.parse("2026-11-24T10:00:00Z");
  private static final String DATE = "Tue, 24 Nov 2026 10:00:00 GMT";
  private static final String TWO_HOURS_ON = "Tue, 24 Nov 2026 12:00:00 GMT";

  private static final String SIGNATURE = "A".repeat(342);

  @TempDir private Path folder = Path.of(".");

  @ParameterizedTest
  @CsvSource({
    "-600, Unauthorized, token_expired, likely",
    "-600, token has been revoked, token_revoked, possible",
    "3600, token expired, unknown, possible",
    "3600, malformed token, unknown, possible",
    "3600, signature verification failed, token_signature_invalid, likely",
    "3600, Unauthorized, unknown, possible"
  })
  void lifeOfTheToken_isHeldAgainstTheAnswer(
      long left, String says, String cause, String confidence) throws IOException {
    JsonNode told = told(token(left) + "." + SIGNATURE, says, DATE);
    assertThat(told.path("cause").asText()).as("%s", told).isEqualTo(cause);
    assertThat(told.path("confidence").asText()).as("%s", told).isEqualTo(confidence);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Unauthorized", ""})
  void tokenCutShort_isMalformed_whenTheAnswerSaysNothing(String says) throws IOException {
    JsonNode told = told(token(3600), says, DATE);
    assertThat(told.path("cause").asText()).isEqualTo("token_malformed");
    assertThat(told.path("confidence").asText()).isEqualTo("likely");
  }

  /// Who hands a capture on may have replaced the token: the target that tells what is inside has
  /// read another one.
  @ParameterizedTest
  @CsvSource({
    "token has been revoked, token_revoked",
    "token has expired, token_expired",
    "Token audience is not valid, audience_mismatch"
  })
  void unreadableToken_ofWhichTheTargetTellsTheInside_isLeftAside(String says, String cause)
      throws IOException {
    JsonNode told =
        told("eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.c3ludGhldGlj.c3ludGhldGlj", says, DATE);
    assertThat(told.path("cause").asText()).isEqualTo(cause);
    assertThat(told.path("confidence").asText()).isEqualTo("likely");
    assertThat(told.path("evidence").toString()).contains("Nobody can read the captured token");
  }

  @Test
  void targetWhoseClockIsAhead_ofALivingToken_isClockSkew() throws IOException {
    JsonNode told = told(token(3600) + "." + SIGNATURE, "token expired", TWO_HOURS_ON);
    assertThat(told.path("cause").asText()).isEqualTo("clock_skew");
    assertThat(told.path("fault_domain").asText()).isEqualTo("target");
    assertThat(told.path("confidence").asText()).isIn("likely", "certain");
  }

  private JsonNode told(String token, String says, String date) throws IOException {
    Path har = folder.resolve("token.har");
    Files.writeString(
        har,
        """
        {"log":{"entries":[{"startedDateTime":"%s","request":{"method":"GET",
        "url":"https://api.example/v1","headers":[{"name":"Authorization","value":"Bearer %s"}]},
        "response":{"status":401,"headers":[{"name":"Date","value":"%s"}],
        "content":{"text":"{\\"message\\":\\"%s\\"}"}}}]}}
        """
            .formatted(CAPTURED, token, date, says));
    StringWriter out = new StringWriter();
    int status =
        new CommandLine(new DiagnoseCommand())
            .setOut(new PrintWriter(out, true))
            .execute("--har", har.toString(), "--json");
    assertThat(status).isEqualTo(3);
    return MAPPER.readTree(out.toString()).get(0);
  }

  private static String token(long left) {
    long now = CAPTURED.getEpochSecond();
    return part("{\"alg\":\"RS256\",\"kid\":\"a\"}")
        + "."
        + part(
            "{\"iss\":\"https://idp.example\",\"sub\":\"s\",\"aud\":\"api\",\"iat\":%d,\"exp\":%d}"
                .formatted(now - 7200, now + left));
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
