package why401.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentPaceTest {
  private static final long SECOND = 1_000_000_000L;

  private long now = Long.MAX_VALUE - SECOND;
  private final ExperimentPace pace =
      new ExperimentPace(() -> now, pause -> now += pause.toNanos());

  private static void assertAtMost(int perSecond, List<Long> times) {
    for (int i = perSecond; i < times.size(); i++) {
      assertThat(times.get(i) - times.get(i - perSecond)).isGreaterThanOrEqualTo(SECOND);
    }
  }

  @Test
  void atMostTen_inAnySecondAtOneOrigin() {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 45; i++) {
      assertThat(pace.atOrigin("https://a.example")).isTrue();
      times.add(now);
    }
    assertAtMost(10, times);
    assertThat(times.getLast() - times.getFirst()).isEqualTo(4 * SECOND);
  }

  @Test
  void atMostTwo_inAnySecondAtOneProvider() {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      assertThat(pace.atProvider("idp")).isTrue();
      times.add(now);
      now += SECOND / 10;
    }
    assertAtMost(2, times);
  }

  @Test
  void origins_doNotWaitForEachOther() {
    long start = now;
    for (int i = 0; i < 1_500; i++) {
      assertThat(pace.atOrigin("https://" + i + ".example")).isTrue();
    }
    assertThat(now).isEqualTo(start);
  }

  @Test
  void moreThanFiveSecondsWait_isNotWaitedFor() {
    ExperimentPace crowded = new ExperimentPace(() -> now, _ -> {});
    int allowed = 0;
    while (crowded.atOrigin("https://a.example")) {
      allowed++;
    }
    assertThat(allowed).isEqualTo(60);
    now += SECOND;
    assertThat(crowded.atOrigin("https://a.example")).isTrue();
  }
}
