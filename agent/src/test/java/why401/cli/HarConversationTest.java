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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A capture is a conversation: entries of one handshake or redirect belong together.
class HarConversationTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @SuppressWarnings("InlineFormatString") // longer than the tests that use it
  private static final String DIGEST =
      "Digest username=\"u\", realm=\"x\", nonce=\"%s\", uri=\"/\", nc=%s, qop=auth,"
          + " response=\"0\"";

  @TempDir private Path folder = Path.of(".");

  private final List<String> entries = new ArrayList<>();

  /// One exchange; headers as `Name: value`, several of them with a bar between.
  private void add(String line, String asked, int status, String answered, String body)
      throws IOException {
    String[] request = line.split(" ");
    entries.add(
        """
        {"startedDateTime":"2026-11-24T10:0%d:00Z","request":{"method":"%s","url":"%s",
        "headers":%s},"response":{"status":%d,"headers":%s,"content":{"text":%s}}}
        """
            .formatted(
                entries.size(),
                request[0],
                request[1],
                headers(asked),
                status,
                headers(answered),
                MAPPER.writeValueAsString(body)));
  }

  private static String headers(String lines) throws IOException {
    List<String> headers = new ArrayList<>();
    for (String line : lines.isEmpty() ? new String[0] : lines.split("\\|")) {
      String[] pair = line.split(": ", 2);
      headers.add(
          "{\"name\":\"%s\",\"value\":%s}".formatted(pair[0], MAPPER.writeValueAsString(pair[1])));
    }
    return headers.toString();
  }

  private JsonNode told() throws IOException {
    Path har = folder.resolve("a.har");
    Files.writeString(har, "{\"log\":{\"entries\":" + entries + "}}");
    StringWriter out = new StringWriter();
    Why401Command.line()
        .setOut(new PrintWriter(out, true))
        .execute("diagnose", "--har", har.toString(), "--json");
    return MAPPER.readTree(out.toString());
  }

  private void assertOne(String cause, String mechanism) throws IOException {
    JsonNode told = told();
    assertThat(told).as(told.toPrettyString()).hasSize(1);
    assertThat(told.get(0).path("cause").asText()).as(told.toPrettyString()).isEqualTo(cause);
    assertThat(told.get(0).path("mechanism").asText()).isEqualTo(mechanism);
    assertThat(told.get(0).path("confidence").asText()).isNotEqualTo("certain");
  }

  @Test
  void preflight_thatIsRefused_isTheTargetsFault() throws IOException {
    add(
        "OPTIONS https://api.example/v1",
        "Origin: https://app.example|Access-Control-Request-Method: GET",
        401,
        "WWW-Authenticate: Bearer",
        "");
    assertOne("server_misconfigured", "preflight-refused");
  }

  @Test
  void requestWithoutACredential_thatIsChallenged_missesOne() throws IOException {
    add("GET https://api.example/v1", "", 401, "WWW-Authenticate: Basic realm=x", "");
    assertOne("credentials_missing", "nothing-configured");
  }

  @Test
  void forgeryToken_isNoMissingRight() throws IOException {
    add(
        "POST https://api.example/v1",
        "Cookie: JSESSIONID=abcdef",
        403,
        "",
        "{\"message\":\"Invalid CSRF token found for /v1\"}");
    assertThat(told().get(0).path("cause").asText()).isEqualTo("session_stale");
  }

  @Test
  void ntlmHandshake_isNoRefusal() throws IOException {
    add("GET https://n.example/", "", 401, "WWW-Authenticate: NTLM", "");
    add(
        "GET https://n.example/",
        "Authorization: NTLM TlRMTVNTUAABAAAA",
        401,
        "WWW-Authenticate: NTLM TlRMTVNTUAACAAAA",
        "");
    add("GET https://n.example/", "Authorization: NTLM TlRMTVNTUAADAAAA", 200, "", "");
    assertThat(told()).isEmpty();
  }

  @Test
  void ntlmInsideNegotiate_isAnotherScheme() throws IOException {
    add(
        "GET https://n.example/",
        "Authorization: Negotiate TlRMTVNTUAABAAAAl4II4gAA",
        401,
        "WWW-Authenticate: Negotiate",
        "");
    assertOne("scheme_not_accepted", "ntlm-inside-negotiate");
  }

  private void digest(String issued, String used, String count, int status) throws IOException {
    add(
        "GET https://d.example/",
        "",
        401,
        "WWW-Authenticate: Digest realm=\"x\", nonce=\"" + issued + "\", qop=\"auth\"",
        "");
    add(
        "GET https://d.example/",
        "Authorization: " + DIGEST.formatted(used, count),
        status,
        status == 200 ? "" : "WWW-Authenticate: Digest realm=\"x\", nonce=\"other\", qop=\"auth\"",
        "");
  }

  @Test
  void digestHandshake_isNoRefusal() throws IOException {
    digest("abcdefghijkl==", "abcdefghijkl==", "00000001", 200);
    assertThat(told()).isEmpty();
  }

  @Test
  void nonceCutShort_isNamed() throws IOException {
    digest("abcdefghijkl==", "abcdefghijkl", "00000001", 401);
    JsonNode told = told();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).path("cause").asText()).isEqualTo("token_malformed");
    assertThat(told.get(0).path("evidence").toString()).contains("shorter than the one");
  }

  @Test
  void countThatDoesNotBeginAtOne_isNamed() throws IOException {
    digest("abcdefghijkl==", "abcdefghijkl==", "00000002", 401);
    JsonNode told = told();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).path("evidence").toString()).contains("out of turn");
  }

  /// A browser asks for other things in between.
  @Test
  void redirectThatLostTheHeader_isFoundSomeEntriesLater() throws IOException {
    add(
        "GET https://a.example/v1",
        "Authorization: Bearer abcdefghijklm",
        302,
        "Location: https://b.example/v1",
        "");
    add("GET https://b.example/style.css", "", 200, "", "");
    add("GET https://b.example/v1", "", 401, "WWW-Authenticate: Bearer", "");
    assertOne("credentials_stripped", "left-behind-at-redirect");
  }

  @Test
  void twinCookies_areSeen() throws IOException {
    add("GET https://c.example/", "Cookie: sid=1; sid=2", 401, "", "");
    assertOne("session_stale", "old-cookie-shadows");
  }

  /// One that was refused is refused, however soon another is accepted.
  @Test
  void tokenThatWasReplaced_wasRefusedAllTheSame() throws IOException {
    add(
        "GET https://api.example/v1",
        "Authorization: Bearer aaaaaaaaaa",
        401,
        "WWW-Authenticate: Bearer error=\"invalid_token\"",
        "");
    add("GET https://api.example/v1", "Authorization: Bearer bbbbbbbbbb", 200, "", "");
    assertThat(told()).hasSize(1);
  }

  /// What the target accepted before in the capture is history, as of a probe.
  @Test
  void token_thatWorkedBeforeInTheCapture_isKnownToHaveWorked() throws IOException {
    add("GET https://api.example/v1", "Authorization: Bearer opaque-token-1", 200, "", "[]");
    add(
        "GET https://api.example/v1",
        "Authorization: Bearer opaque-token-1",
        401,
        "WWW-Authenticate: Bearer realm=\"x\"",
        "");
    JsonNode told = told();
    assertThat(told).hasSize(1);
    assertThat(told.toString()).contains("Exactly what was sent now was accepted at");
  }

  /// A proof of possession has a time inside (RFC 9449, 4.2).
  @Test
  void proof_whoseTimeIsFarFromTheTargets_isSeen() throws IOException {
    String proof = "eyJhbGciOiJFUzI1NiJ9." + part("{\"iat\":1764000000}") + "." + "A".repeat(86);
    add(
        "GET https://api.example/v1",
        "Authorization: DPoP opaque-token-1|DPoP: " + proof,
        401,
        "WWW-Authenticate: DPoP error=\"invalid_dpop_proof\"|Date: Tue, 24 Nov 2026 10:00:00 GMT",
        "");
    assertThat(told().toString()).contains("The time inside the signed request");
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
