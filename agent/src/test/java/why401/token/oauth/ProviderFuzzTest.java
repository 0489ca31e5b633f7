package why401.token.oauth;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import why401.credential.secret.Redactor;
import why401.time.ClockReading;
import why401.token.issuer.IssuerResponse;

/// Answers of token endpoints of any bytes are a token or a failure.
class ProviderFuzzTest {
  private static final ClockReading NOON =
      new ClockReading(Instant.parse("2026-11-24T12:00:00Z"), 0, Duration.ZERO);

  @FuzzTest(maxDuration = "2h", maxExecutions = 1_000_000)
  void anyAnswer_isATokenOrAFailure(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    for (int status : new int[] {200, 400, 503}) {
      IssuerResponse response =
          new IssuerResponse(
              status, Map.of("date", List.of(text), "retry-after", List.of(text)), text);
      var _ =
          TokenResponseParser.read(
              response, new Redactor(), NOON, Duration.ofMinutes(5), Duration.ZERO);
    }
    var _ = TokenResponseParser.claims(text);
  }
}
