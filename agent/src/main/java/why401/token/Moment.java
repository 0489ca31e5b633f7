package why401.token;

import java.time.Duration;
import java.time.Instant;

/// One instant on both clocks: the wall's, which survives a suspended machine, and the monotonic
/// one, which no step of the wall clock bends.
record Moment(Instant wall, long nanos) {
  /// How long ago `earlier` was, by the clock that says more: a token may only look older than it
  /// is.
  Duration since(Moment earlier) {
    Duration byWall = Duration.between(earlier.wall, wall);
    Duration byNanos = Duration.ofNanos(nanos - earlier.nanos);
    return byWall.compareTo(byNanos) > 0 ? byWall : byNanos;
  }
}
