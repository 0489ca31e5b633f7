package why401.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import why401.diagnosis.Jwts;
import why401.http.client.RawServer;

/// A terse target and a JWT: what the token says is printed, and what of it does not fit.
@Execution(ExecutionMode.CONCURRENT)
class TokenOptionsTest {
  private final StringWriter out = new StringWriter();
  private final RawServer target =
      RawServer.saying(
          "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n");
  private final RawServer keys =
      RawServer.of(
          (request, wire) ->
              wire.write(
                  RawServer.answer(
                      "200 OK\r\nContent-Type: application/json",
                      "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"other\",\"k\":\"AAAA\"}]}")));

  @AfterEach
  void close() {
    target.close();
    keys.close();
  }

  private String told(int status, String... options) {
    Instant now = Instant.now();
    String token = Jwts.jwt("k7", now.minusSeconds(60), now.plusSeconds(3600), _ -> {});
    String[] line =
        Stream.concat(
                Stream.of("diagnose", "-H", "Authorization: Bearer " + token, target.url("/v1")),
                Arrays.stream(options))
            .toArray(String[]::new);
    PrintWriter writer = new PrintWriter(out, true);
    assertThat(Why401Command.line().setOut(writer).setErr(writer).execute(line)).isEqualTo(status);
    assertThat(out.toString()).doesNotContain(token);
    return out.toString().replaceAll("\\s+", " ");
  }

  @Test
  void claimsKeyAndLife_arePrinted_withWhatWouldTellMore() {
    assertThat(told(3))
        .contains("issuer 'https://idp.example/realms/acme', audience 'orders'")
        .contains("the key 'k7', the algorithm 'HS256'")
        .containsPattern("by the agent's clock \\([^)]*\\) it has (59|60) min left")
        .contains("the target's clock is not known")
        .contains("More can be said with --issuer or --jwks-url")
        .contains("--audience");
    assertThat(keys.requests()).isEmpty();
  }

  @Test
  void audienceThatDoesNotFit_isTheCause() {
    assertThat(told(3, "--audience", "billing"))
        .startsWith("audience_mismatch")
        .contains("the target demands 'billing'");
  }

  @Test
  void issuerThatDoesNotFit_isTheCause() {
    assertThat(told(3, "--issuer", keys.url("/realm"))).startsWith("issuer_mismatch");
  }

  @Test
  void keyThatIsNotPublished_isSaid() {
    assertThat(told(3, "--jwks-url", keys.url("/keys")))
        .contains("The key that signed the token, 'k7', was never seen among the issuer's")
        .doesNotContain("--issuer or --jwks-url");
    assertThat(keys.requests()).hasSize(1);
  }

  @Test
  void whatIsNoUrl_isRefusedBeforeAnythingIsSent() {
    assertThat(told(2, "--jwks-url", "keys")).contains("--jwks-url: no URL");
    assertThat(target.requests()).isEmpty();
  }
}
