package why401.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronWindowTest {
  /// Sundays from 02:00 to 04:00, across the change to summer time and out of it.
  @ParameterizedTest
  @CsvSource({
    "2026-11-29T00:59:59.999Z, false",
    "2026-11-29T01:00:00Z, true",
    "2026-11-29T02:59:59.999Z, true",
    "2026-11-29T03:00:00Z, false",
    "2026-06-07T00:00:00Z, true",
    "2026-06-07T02:00:00Z, false",
    "2026-11-30T01:30:00Z, false",
  })
  void aWindow_hasItsBeginningAndNotItsEnd(Instant now, boolean covered) {
    CronWindow window =
        new CronWindow("0 0 2 ? * SUN", Duration.ofHours(2), ZoneId.of("Europe/Berlin"));
    assertThat(window.covers(now)).isEqualTo(covered);
  }
}
