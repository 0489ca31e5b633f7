package why401.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.diagnosis.Jwts;

/// Captures as tools write them: times in other forms or none, URLs as browsers take them.
class HarShapesTest {
  private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");
  private static final String DATE =
      "{\"name\":\"Date\",\"value\":\"Tue, 24 Nov 2026 10:00:00 GMT\"}";

  @TempDir private Path folder = Path.of(".");

  private final StringWriter err = new StringWriter();

  /// One refused exchange with a token that lives from nine to eleven.
  private JsonNode refused(String times, String url, String answered) throws IOException {
    String token = Jwts.jwt(TEN.minusSeconds(3600), TEN.plusSeconds(3600), _ -> {});
    return told(times, url, answered, token).get(0);
  }

  private JsonNode told(String times, String url, String answered, String token)
      throws IOException {
    Path har = folder.resolve("a.har");
    Files.writeString(
        har,
        """
        {"log":{"entries":[{%s"request":{"method":"GET","url":"%s","headers":[{"name":"authorization",
        "value":"Bearer %s"}]},"response":{"status":401,"headers":[%s]}}]}}
        """
            .formatted(times, url, token, answered));
    StringWriter out = new StringWriter();
    assertThat(run(out, "--har", har.toString(), "--json")).isEqualTo(3);
    return new ObjectMapper().readTree(out.toString());
  }

  private int run(StringWriter out, String... args) {
    String[] line = new String[args.length + 1];
    line[0] = "diagnose";
    System.arraycopy(args, 0, line, 1, args.length);
    return Why401Command.line()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(line);
  }

  private static String started(String time) {
    return "\"startedDateTime\":\"" + time + "\",";
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T10:00:00.123Z,2026-11-24T10:00:00Z",
    "2026-11-24T11:00:00.000+01:00,2026-11-24T10:00:00Z",
    "2026-11-24T11:00:00.000+0100,2026-11-24T10:00:00Z",
    "Tue Nov 24 2026,",
    "'',"
  })
  void time_isReadAsToolsWriteItOrIsUnknown(String written, String read) throws IOException {
    JsonNode told = refused(started(written), "https://api.example/v1", "");
    assertThat(told.path("since").textValue()).isEqualTo(read);
    assertThat(told.toString()).doesNotContain("1970");
  }

  @Test
  void timeOfTheAnswer_servesWhereNoneWasCaptured() throws IOException {
    JsonNode told = refused("", "https://api.example/v1", DATE);
    assertThat(told.path("since").textValue()).isEqualTo("2026-11-24T10:00:00Z");
    assertThat(told.path("cause").textValue()).isNotEqualTo("clock_skew");
  }

  /// Nobody knows when it was asked: then no clock decides anything.
  @Test
  void tokenWithoutAnyTime_isNoCertainCase() throws IOException {
    assertThat(refused("", "https://api.example/v1", "").path("confidence").textValue())
        .isNotEqualTo("certain");
  }

  /// A token that was issued after the capture, by the only clock there is.
  @Test
  void oneClock_doesNotDisagreeWithItself() throws IOException {
    String token = Jwts.jwt(TEN.plusSeconds(7200), TEN.plusSeconds(9000), _ -> {});
    JsonNode told = told(started("2026-11-24T10:00:00Z"), "https://api.example/", "", token);
    assertThat(told.get(0).path("confidence").textValue()).isNotEqualTo("certain");
  }

  /// The answer came two minutes after the question; the clocks agree.
  @Test
  void longExchange_isNoSkew() throws IOException {
    String token = Jwts.jwt(TEN.minusSeconds(3600), TEN.minusSeconds(40), _ -> {});
    JsonNode told =
        told(
            "\"time\":120000.5," + started("2026-11-24T09:58:00Z"),
            "https://a.example/",
            DATE,
            token);
    assertThat(told.get(0).path("cause").textValue()).isNotEqualTo("clock_skew");
  }

  @Test
  void urlOfABrowser_keepsItsHost() throws IOException {
    JsonNode told = refused(started("2026-11-24T10:00:00Z"), "https://u:p@api.example/a|b?[x]", "");
    assertThat(told.path("summary").textValue()).contains("https://api.example");
  }

  @Test
  void fileThatIsNone_isNamedWithTheReason() {
    StringWriter out = new StringWriter();
    assertThat(run(out, "--har", "/no/such.har")).isEqualTo(1);
    assertThat(run(out, "--har", folder.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("why401: /no/such.har: missing (expected: a HAR capture)")
        .contains(folder + ": cannot be read");
    assertThat(out.toString()).isEmpty();
  }
}
