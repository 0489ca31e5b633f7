package why401.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.SentRequest;

class RefusalKeyTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static RefusalKey.ResponseLook answer(String path, String header, String body) {
    URI url = URI.create("https://a.example" + path);
    SentRequest sent = new SentRequest(NOON, "GET", url, "c", "api-key", "f", null, true, true);
    HttpResponse response =
        new HttpResponse(
            401, List.of(new Header("Date", path), new Header("WWW-Authenticate", header)), body);
    return RefusalKey.ResponseLook.of(
        new Outcome.Refused(
            new Exchange(
                sent,
                NOON,
                url,
                response,
                body.length(),
                false,
                List.of(),
                null,
                null,
                Duration.ZERO,
                Map.of()),
            Outcome.Shape.UNAUTHORIZED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at 2026-11-24T12:00:00.123Z | at 2026-11-24T12:00:07Z",
        "trace 0af7651916cd43dd8448eb211c80319c | trace 4bf92f3577b34da6a3ce929d0e0e4736",
        "id 5c6d7f1e-3b0a-4c9e-9a53-1f0a7b1f2c11 | id 9a6d7f1e-3b0a-4c9e-9a53-1f0a7b1f2c12",
        "epoch 1795521600 | epoch 1795521607"
      })
  void whatVariesWithoutMeaning_isTheSame(String one, String other) {
    assertThat(answer("/a", "Bearer", one)).isEqualTo(answer("/b", "Bearer", other));
    assertThat(answer("/a", "Digest nonce=\"" + one + "\"", ""))
        .isEqualTo(answer("/b", "Digest nonce=\"" + other + "\"", ""));
  }

  @Test
  void echoedPath_isTheSame() {
    assertThat(answer("/a/1", "Bearer", "no /a/1")).isEqualTo(answer("/b", "Bearer", "no /b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AADSTS700016 | AADSTS50034",
        "code 40101 | code 40102",
        "invalid_token | insufficient_scope",
        "scope orders:read | scope orders:write",
        "invalid api key | quota exceeded"
      })
  void whatMeansSomething_differs(String one, String other) {
    assertThat(answer("/a", "Bearer", one)).isNotEqualTo(answer("/a", "Bearer", other));
    assertThat(answer("/a", "Bearer " + one, "")).isNotEqualTo(answer("/a", "Bearer " + other, ""));
  }
}
