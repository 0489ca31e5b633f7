package why401.token.renewal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import why401.time.ClockReading;
import why401.time.Durations;

/// How long the tokens of a credential really live, where that is less than they claim: learned
/// from those that died early, and forgotten bit by bit unless it happens again.
final class LearnedLife {
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration BELIEVED = Duration.ofDays(1);

  private @Nullable Duration life;
  private @Nullable Duration lastAge;
  private @Nullable ClockReading confirmed;

  /// A token died at `age`.
  ///
  /// @param expected whether one death is enough: the target called it expired, or its life was
  ///   only assumed
  /// @return whether a life was learned
  synchronized boolean died(Duration age, boolean expected, ClockReading now) {
    boolean again = lastAge != null && near(age, lastAge);
    lastAge = age;
    if (!expected && !again) {
      return false;
    }
    Duration seen = Durations.max(Durations.scale(age, 0.8), SHORTEST);
    life = life == null ? seen : Durations.min(life, seen);
    confirmed = again ? now : null;
    return true;
  }

  private static boolean near(Duration a, Duration b) {
    return a.minus(b).abs().compareTo(b.dividedBy(4)) <= 0;
  }

  /// A token that claims to live for `claimed` was renewed at its time. What happened once is
  /// doubted at each renewal, what happened twice after a day.
  synchronized void lived(Duration claimed, ClockReading now) {
    boolean believed = confirmed != null && now.since(confirmed).compareTo(BELIEVED) < 0;
    if (life != null && !believed) {
      Duration longer = Durations.scale(life, 1.5);
      life = longer.compareTo(claimed) < 0 ? longer : null;
    }
  }

  /// What was learned, or null.
  synchronized @Nullable Duration life() {
    return life;
  }
}
