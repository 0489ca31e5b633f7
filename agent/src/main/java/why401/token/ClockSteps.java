package why401.token;

import java.time.Duration;
import java.util.Collection;

/// Notices that the wall clock was set: what was measured against it before says nothing any more.
final class ClockSteps {
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final Clocks clocks;
  private Moment last;

  ClockSteps(Clocks clocks) {
    this.clocks = clocks;
    this.last = clocks.now();
  }

  synchronized void tick(Collection<IssuerGate> gates) {
    Moment now = clocks.now();
    Duration byWall = Duration.between(last.wall(), now.wall());
    Duration byNanos = Duration.ofNanos(now.nanos() - last.nanos());
    if (byWall.minus(byNanos).abs().compareTo(TOLERANCE) > 0) {
      gates.forEach(gate -> gate.offsets().clear());
    }
    last = now;
  }
}
