package why401.token;

import java.time.Duration;
import java.time.Instant;

/// One instant on all clocks: the wall's, which goes on while the machine sleeps, the monotonic
/// one, which no step of the wall clock bends, and the sum of what either of them saw pass.
///
/// @param passed by the clock that said more, reading by reading
record Moment(Instant wall, long nanos, Duration passed) {
  /// How long ago `earlier` was, by the clock that says most: a token may only look older than it
  /// is.
  Duration since(Moment earlier) {
    Duration byWall = Duration.between(earlier.wall, wall);
    Duration byNanos = Duration.ofNanos(nanos - earlier.nanos);
    Duration both = passed.minus(earlier.passed);
    return RenewalPolicy.max(both, RenewalPolicy.max(byWall, byNanos));
  }
}
