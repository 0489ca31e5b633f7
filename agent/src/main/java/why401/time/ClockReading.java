package why401.time;

import java.time.Duration;
import java.time.Instant;

/// One instant on all clocks: the wall clock, which runs while the machine sleeps, the monotonic
/// one, which no step of the wall clock bends, and the sum of what either of them saw pass.
///
/// @param passed by the clock that said more, reading by reading
public record ClockReading(Instant wall, long nanos, Duration passed) {
  /// How long ago `earlier` was, by the clock that advanced most: a token may only look older than
  /// it is.
  public Duration since(ClockReading earlier) {
    Duration byWall = Duration.between(earlier.wall, wall);
    Duration byNanos = Duration.ofNanos(nanos - earlier.nanos);
    Duration both = passed.minus(earlier.passed);
    return Durations.max(both, Durations.max(byWall, byNanos));
  }
}
