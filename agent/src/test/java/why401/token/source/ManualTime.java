package why401.token.source;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/// Both clocks, moved by hand.
public final class ManualTime implements InstantSource, LongSupplier {
  private final AtomicReference<Instant> wall;
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);

  public ManualTime(Instant start) {
    this.wall = new AtomicReference<>(start);
  }

  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    wall.updateAndGet(at -> at.plus(duration));
  }

  /// The wall clock alone: a step, or what a suspended machine sees.
  public void step(Duration duration) {
    wall.updateAndGet(at -> at.plus(duration));
  }

  @Override
  public Instant instant() {
    return wall.get();
  }

  @Override
  public long getAsLong() {
    return nanos.get();
  }
}
