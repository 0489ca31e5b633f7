package why401.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ClockSetbackTest {
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private final ClockSetback setback = new ClockSetback(() -> now);

  @Test
  void clockThatGoesOn_isNotSetBack() {
    now = now.plus(Duration.ofHours(3));
    assertThat(setback.happened()).isFalse();
  }

  @Test
  void smallCorrection_isNone() {
    now = now.minusMillis(900);
    assertThat(setback.happened()).isFalse();
  }

  @Test
  void stepBack_isNoticedOnce_andAStepAheadIsNone() {
    now = now.minus(Duration.ofHours(1));
    assertThat(setback.happened()).isTrue();
    now = now.plusSeconds(1);
    assertThat(setback.happened()).isFalse();
    now = now.plus(Duration.ofHours(1));
    assertThat(setback.happened()).isFalse();
  }
}
