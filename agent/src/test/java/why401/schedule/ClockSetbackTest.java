package why401.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ClockSetbackTest {
  private long millis = 1_795_521_600_000L;
  private long nanos = Long.MAX_VALUE - 5;
  private final ClockSetback setback = new ClockSetback(() -> millis, () -> nanos);

  @Test
  void clockThatGoesOn_isNotSetBack() {
    pass(Duration.ofHours(3), Duration.ofHours(3));
    assertThat(setback.happened()).isFalse();
  }

  @Test
  void correctionOfHalfASecond_isNone() {
    pass(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(setback.happened()).isFalse();
  }

  @Test
  void stepBack_isNoticedOnce_andAStepAheadIsNone() {
    pass(Duration.ofHours(-1), Duration.ofSeconds(1));
    assertThat(setback.happened()).isTrue();
    pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
    assertThat(setback.happened()).isFalse();
    pass(Duration.ofHours(1), Duration.ofSeconds(1));
    assertThat(setback.happened()).isFalse();
  }

  private void pass(Duration wall, Duration monotonic) {
    millis += wall.toMillis();
    nanos += monotonic.toNanos();
  }
}
