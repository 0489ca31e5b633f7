package why401.token.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.token.source.ManualTime;
import why401.token.source.TokenSourceWorld;

/// A slow retry that is brought forward, by a person or by a change elsewhere, is never one more.
final class LockoutReleaseTest {
  private static final String PLACE = "https://target";
  private static final Duration STEP = Duration.ofSeconds(10);

  private final ManualTime time = new ManualTime(TokenSourceWorld.START);
  private final LockoutGuard lockout = new LockoutGuard(AccountProtection.DEFAULT, time);

  /// However often it is asked for, at whatever moments, and whatever the random order: at no time
  /// was the password refused more than once more than it would have been without.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void releases_neverAddARefusal(long seed) {
    Random random = new Random(seed);
    LockoutGuard without = new LockoutGuard(AccountProtection.DEFAULT, time);
    double presses = random.nextDouble();
    double runs = random.nextDouble();
    int refused = 0;
    int allowed = 0;
    List<Integer> steps = new ArrayList<>();
    for (int step = 0; step < 6_000; step++) {
      time.advance(STEP);
      if (random.nextDouble() < presses) {
        lockout.release("robot");
      }
      allowed += attempt(without) ? 1 : 0;
      if (random.nextDouble() < runs && attempt(lockout)) {
        refused++;
        steps.add(step);
      }
      assertThat(refused).isLessThanOrEqualTo(allowed + 1);
    }
    // Two in the first quarter of an hour, one that was brought forward, and no more in any other.
    for (int i = 3; i < steps.size(); i++) {
      assertThat((steps.get(i) - steps.get(i - 3)) * STEP.toSeconds()).isGreaterThanOrEqualTo(900);
    }
  }

  private boolean attempt(LockoutGuard guard) {
    boolean may = guard.mayTry("robot", "p1", PLACE);
    if (may) {
      guard.refused("robot", "p1", PLACE);
    }
    return may;
  }

  @Test
  void release_grantsOneAttempt_untilTheOneItReplacesIsDue() {
    hold();
    assertThat(lockout.heldFor("robot")).contains(Duration.ofMinutes(15));
    pass(60);

    assertThat(lockout.release("robot")).isTrue();
    assertThat(attempt(lockout)).isTrue();

    pass(60);
    assertThat(lockout.release("robot")).isFalse();
    assertThat(attempt(lockout)).isFalse();
    // 13 minutes until the one that it replaced, then half an hour as after any slow retry.
    assertThat(lockout.heldFor("robot")).contains(Duration.ofMinutes(43));
    pass(13 * 60);
    assertThat(lockout.release("robot")).isTrue();
  }

  @Test
  void releasedAttempt_thatEndsWithoutAWord_isMadeAgain() {
    hold();
    lockout.release("robot");
    pass(5);
    assertThat(lockout.mayTry("robot", "p1", PLACE)).isTrue();
    lockout.unknown("robot", "p1", PLACE);

    assertThat(lockout.mayTry("robot", "p1", PLACE)).isTrue();
  }

  @Test
  void accepted_endsTheHold() {
    hold();
    lockout.release("robot");
    pass(5);
    lockout.accepted("robot", "p1", PLACE);

    assertThat(lockout.heldFor("robot")).isEmpty();
    assertThat(lockout.release("robot")).isTrue();
  }

  @Test
  void whatWasNeverJudged_isNotHeldBack() {
    hold();
    lockout.unjudged("robot", "p1", PLACE);
    pass(5);

    assertThat(lockout.heldFor("robot")).isEmpty();
    assertThat(lockout.mayTry("robot", "p1", PLACE)).isTrue();
  }

  @Test
  void unknownCredential_isNotHeld() {
    assertThat(lockout.heldFor("nobody")).isEmpty();
  }

  private void hold() {
    assertThat(attempt(lockout)).isTrue();
    pass(5);
    assertThat(attempt(lockout)).isTrue();
  }

  private void pass(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }
}
