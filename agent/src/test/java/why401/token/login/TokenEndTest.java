package why401.token.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndTest {
  private static final Instant SENT = Instant.parse("2026-11-30T12:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "600",
        "600.5",
        "1796040600",
        "1796040600000",
        "2026-11-30T12:10:00Z",
        "2026-11-30T13:10:00+01:00"
      })
  void end_inEachForm_isRead(String value) {
    assertThat(TokenEnd.life(value, SENT)).isEqualTo(Duration.ofMinutes(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "soon", "", "2026-11-30T11:00:00Z"})
  void end_thatIsNone_orOver_isIgnored(String value) {
    assertThat(TokenEnd.life(value, SENT)).isNull();
  }
}
