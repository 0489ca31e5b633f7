package why401.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import why401.credential.secret.Secret;
import why401.http.CookieScope;
import why401.token.RenewalFailure;
import why401.token.SessionCookie;
import why401.token.Token;
import why401.token.issuer.TokenResult;
import why401.token.shared.SharedFailure;
import why401.token.shared.SharedToken;

class TokenRecordsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123456789Z");

  @Test
  void token_isReadAsItWasWritten() throws IOException {
    SharedToken full =
        new SharedToken(
            "c",
            "mark",
            Secret.of("secret"),
            List.of(
                new SessionCookie(
                    "JSESSIONID",
                    Secret.of("cookie"),
                    new CookieScope("a.example", true, "/app", true))),
            NOON,
            Duration.ofSeconds(300),
            Token.ExpirySource.EXP,
            NOON.plusSeconds(2),
            Duration.ofSeconds(100),
            "read");
    SharedToken bare =
        new SharedToken(
            "c",
            "",
            Secret.of("s"),
            List.of(),
            NOON,
            Duration.ofMillis(1),
            Token.ExpirySource.ASSUMED,
            null,
            null,
            null);
    assertThat(TokenRecords.token("c", TokenRecords.write(full))).isEqualTo(full);
    assertThat(TokenRecords.token("c", TokenRecords.write(bare))).isEqualTo(bare);
  }

  @Test
  void failure_isReadAsItWasWritten() throws IOException {
    SharedFailure failure =
        new SharedFailure(
            "c",
            "mark",
            new RenewalFailure(
                NOON, RenewalFailure.Reason.REJECTED, 401, "invalid_client", "no", null),
            TokenResult.Kind.REJECTED,
            Duration.ofSeconds(5));
    assertThat(TokenRecords.failure("c", TokenRecords.write(failure))).isEqualTo(failure);
  }

  @Test
  void whatANewerVersionAdds_isSkipped() throws IOException {
    byte[] newer =
        ("{\"mark\":\"m\",\"value\":\"v\",\"issued_at\":\"2026-11-24T12:00:00Z\",\"lifetime\":\"PT5M\","
             + "\"source\":\"EXP\",\"bound_to\":\"key\"}")
            .getBytes(StandardCharsets.UTF_8);
    assertThat(TokenRecords.token("c", newer).value()).isEqualTo(Secret.of("v"));
  }
}
