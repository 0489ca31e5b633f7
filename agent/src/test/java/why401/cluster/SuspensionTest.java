package why401.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SuspensionTest {
  private static final Duration SHORTEST = Duration.ofSeconds(8);
  private static final Duration PERIOD = Duration.ofMillis(500);

  private long now = 123;
  private int heartbeats = 7;
  private final Suspension suspension = new Suspension(SHORTEST, () -> now, () -> heartbeats);

  @BeforeEach
  void lookOnce() {
    assertThat(suspension.look(2)).isFalse();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private void lookFor(Duration time) {
    for (long i = 0; i < time.dividedBy(PERIOD); i++) {
      pass(PERIOD);
      suspension.look(2);
    }
  }

  private void resume() {
    pass(Duration.ofSeconds(14));
    assertThat(suspension.look(2)).isTrue();
    assertThat(suspension.away()).isTrue();
  }

  @Test
  void look_afterLooksInTime_isNeverAway() {
    lookFor(Duration.ofMinutes(1));
    pass(SHORTEST);
    assertThat(suspension.away()).isFalse();
    assertThat(suspension.look(2)).isFalse();
  }

  @Test
  void away_beforeTheFirstLookAfterwards_isTrue() {
    pass(SHORTEST.plusNanos(1));
    assertThat(suspension.away()).isTrue();
  }

  @Test
  void look_withoutOtherMembers_isNotAway_andTellsWhoeverAskedBefore() {
    pass(Duration.ofHours(1));
    assertThat(suspension.away()).isTrue();
    assertThat(suspension.look(0)).isTrue();
    assertThat(suspension.away()).isFalse();
    pass(PERIOD);
    assertThat(suspension.look(0)).isFalse();
  }

  @Test
  void heartbeats_fromBefore_doNotEndIt() {
    resume();
    heartbeats += 5;
    lookFor(Duration.ofSeconds(20));
    assertThat(suspension.away()).isTrue();
  }

  @Test
  void heartbeat_afterTheFirstSecond_endsIt() {
    resume();
    lookFor(Duration.ofSeconds(2));
    heartbeats++;
    pass(PERIOD);
    assertThat(suspension.look(2)).isTrue();
    assertThat(suspension.away()).isFalse();
  }

  @Test
  void heartbeat_afterAMerge_doesNotEndItBeforeTheSharesAreKnown() {
    resume();
    lookFor(Duration.ofSeconds(2));
    suspension.merged();
    heartbeats++;
    lookFor(Duration.ofSeconds(1));
    assertThat(suspension.away()).isTrue();
    suspension.shared();
    assertThat(suspension.away()).isFalse();
  }

  @Test
  void shares_beforeTheMerge_doNotEndIt() {
    resume();
    suspension.shared();
    assertThat(suspension.away()).isTrue();
  }

  @Test
  void merge_withoutOtherShares_endsItOnceItHasSettled() {
    resume();
    suspension.merged();
    lookFor(Duration.ofSeconds(4));
    assertThat(suspension.away()).isTrue();
    lookFor(Duration.ofSeconds(1));
    assertThat(suspension.away()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void silence_ofTheOthers_endsItAfterHalfAMinute(int times) {
    for (int i = 0; i < times; i++) {
      resume();
      lookFor(Duration.ofSeconds(30));
      assertThat(suspension.away()).isTrue();
      lookFor(Duration.ofSeconds(1));
      assertThat(suspension.away()).isFalse();
    }
  }

  @Test
  void secondTime_doesNotTakeTheMergeOfTheFirstForItsOwn() {
    resume();
    suspension.merged();
    suspension.shared();
    resume();
    suspension.shared();
    lookFor(Duration.ofSeconds(6));
    assertThat(suspension.away()).isTrue();
  }
}
