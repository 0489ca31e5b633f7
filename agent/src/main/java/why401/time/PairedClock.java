package why401.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// Both clocks, read together.
///
/// A wall clock that was set back and a machine that slept afterwards fool each clock by itself;
/// the time between two readings is fooled by one of the two at most.
public final class PairedClock {
  /// Less than this is noise between two readings, and would add up.
  private static final Duration NOISE = Duration.ofMillis(200);

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final AtomicReference<ClockReading> last;

  public PairedClock(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.last =
        new AtomicReference<>(new ClockReading(wall.instant(), nanos.getAsLong(), Duration.ZERO));
  }

  public InstantSource wall() {
    return wall;
  }

  public LongSupplier nanos() {
    return nanos;
  }

  public ClockReading now() {
    return last.updateAndGet(this::next);
  }

  private ClockReading next(ClockReading before) {
    Instant wallNow = wall.instant();
    long nanosNow = nanos.getAsLong();
    Duration byNanos = Duration.ofNanos(nanosNow - before.nanos());
    Duration byWall = Duration.between(before.wall(), wallNow);
    Duration more = byWall.minus(byNanos).compareTo(NOISE) > 0 ? byWall : byNanos;
    return new ClockReading(wallNow, nanosNow, before.passed().plus(more));
  }
}
