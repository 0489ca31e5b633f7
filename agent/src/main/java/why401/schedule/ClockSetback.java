package why401.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Notices that a clock was set back.
final class ClockSetback {
  /// Less is a usual correction, and delays a firing by no more.
  private static final Duration TOLERATED = Duration.ofSeconds(1);

  private final InstantSource clock;
  private Instant last;

  ClockSetback(InstantSource clock) {
    this.clock = clock;
    this.last = clock.instant();
  }

  /// Whether it was set back since the last call.
  boolean happened() {
    Instant before = last;
    last = clock.instant();
    return last.isBefore(before.minus(TOLERATED));
  }
}
