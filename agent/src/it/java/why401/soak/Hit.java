package why401.soak;

import java.time.Duration;
import java.time.Instant;

/// One token request, as the identity provider logged it.
///
/// @param load what was under way when it came, itself included
/// @param outcome `issued`, or the class of failure that the agent has to count
record Hit(Instant at, String client, Trouble trouble, UnderWay.Load load, String outcome) {
  static final String ISSUED = "issued";

  /// Seconds since the start.
  long second() {
    return Duration.between(SoakClock.START, at).toSeconds();
  }
}
