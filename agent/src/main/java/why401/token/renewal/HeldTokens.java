package why401.token.renewal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import why401.time.ClockReading;
import why401.time.Durations;

/// The current and the previous token: make before break, so the previous one stays until it
/// expires.
///
/// @param newest the one obtained last; it may not be valid yet
/// @param previous the one before it
public record HeldTokens(@Nullable TokenGeneration newest, @Nullable TokenGeneration previous) {
  public static final HeldTokens NOTHING = new HeldTokens(null, null);

  private static final Duration LONGEST_RETREAT = Duration.ofSeconds(60);

  /// With `next` as the newest.
  HeldTokens with(TokenGeneration next) {
    return new HeldTokens(next, newest);
  }

  /// The generation to send now: the newest that is valid with enough lifetime left, else the one
  /// that expires last.
  @Nullable
  public TokenGeneration best(ClockReading now, RenewalPolicy policy) {
    TokenGeneration newer = newest;
    TokenGeneration older = previous;
    if (newer == null || older == null) {
      return newer != null && newer.usableYet(now) ? newer : older;
    }
    if (!newer.usableYet(now)) {
      return older;
    }
    Duration life = policy.remaining(newer.times(), newer.age(now));
    if (life.compareTo(newer.times().minRemaining()) >= 0) {
      return newer;
    }
    return life.compareTo(policy.remaining(older.times(), older.age(now))) >= 0 ? newer : older;
  }

  /// The generation with that number, if it is still held.
  @Nullable TokenGeneration find(long generation) {
    if (newest != null && newest.token().generation() == generation) {
      return newest;
    }
    return previous != null && previous.token().generation() == generation ? previous : null;
  }

  /// The newest is sent at once: the previous one is of no use any more.
  public HeldTokens forward() {
    TokenGeneration newer = newest;
    return newer == null ? this : new HeldTokens(newer.usableAtOnce(), null);
  }

  /// Holds the newest back, once, for as long as the previous one is valid; null if there is no
  /// previous one.
  @Nullable
  public HeldTokens fallBack(long generation, ClockReading now) {
    TokenGeneration newer = newest;
    TokenGeneration older = previous;
    if (newer == null
        || older == null
        || newer.token().generation() != generation
        || !newer.usableFrom().isZero()) {
      return null;
    }
    Duration life = older.untilCritical(now);
    return life.isPositive()
        ? new HeldTokens(newer.heldBack(now, Durations.min(life, LONGEST_RETREAT)), older)
        : null;
  }
}
