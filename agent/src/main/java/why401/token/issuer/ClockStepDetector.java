package why401.token.issuer;

import java.time.Duration;
import java.util.Collection;
import why401.time.ClockReading;
import why401.time.PairedClock;

/// Detects that the wall clock was set: earlier measurements against it are invalid.
public final class ClockStepDetector {
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  private final PairedClock clocks;
  private ClockReading last;

  public ClockStepDetector(PairedClock clocks) {
    this.clocks = clocks;
    this.last = clocks.now();
  }

  public synchronized void tick(Collection<IssuerLimiter> limiters) {
    ClockReading now = clocks.now();
    Duration byWall = Duration.between(last.wall(), now.wall());
    Duration byNanos = Duration.ofNanos(now.nanos() - last.nanos());
    if (byWall.minus(byNanos).abs().compareTo(TOLERANCE) > 0) {
      limiters.forEach(limiter -> limiter.offsets().clear());
    }
    last = now;
  }
}
