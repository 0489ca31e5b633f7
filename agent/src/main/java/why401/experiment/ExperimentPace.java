package why401.experiment;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import why401.time.Sleeper;

/// Spreads the extra requests of all diagnoses out: in any second at most ten to one origin and two
/// to one identity provider, however many probes are examined. Safe for many threads.
public final class ExperimentPace {
  private static final int AT_ORIGIN = 10;
  private static final int AT_PROVIDER = 2;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final int KEPT = 1_000;

  /// Longer than a diagnosis may wait for one request.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LongSupplier nanos;
  private final Sleeper sleeper;
  private final Map<String, Deque<Long>> slots = new HashMap<>();

  /// @param nanos monotonic time
  public ExperimentPace(LongSupplier nanos, Sleeper sleeper) {
    this.nanos = nanos;
    this.sleeper = sleeper;
  }

  /// Waits until one more request may go to `origin`.
  ///
  /// @return whether it may: false if too many wait already
  boolean atOrigin(String origin) {
    return await("origin " + origin, AT_ORIGIN);
  }

  /// Waits until one more request may go to `provider`.
  ///
  /// @return whether it may: false if too many wait already
  boolean atProvider(String provider) {
    return await("provider " + provider, AT_PROVIDER);
  }

  private boolean await(String place, int perSecond) {
    long pause = take(place, perSecond);
    if (pause > PATIENCE.toNanos()) {
      return false;
    }
    try {
      if (pause > 0) {
        sleeper.sleep(Duration.ofNanos(pause));
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Takes the next slot, unless that is too far away.
  ///
  /// @return nanoseconds until then
  private synchronized long take(String place, int perSecond) {
    long now = nanos.getAsLong();
    if (slots.size() > KEPT) {
      slots.values().removeIf(times -> now - times.getLast() > SECOND);
    }
    Deque<Long> times = slots.computeIfAbsent(place, _ -> new ArrayDeque<>());
    long due = times.size() < perSecond ? 0 : times.getFirst() + SECOND - now;
    long pause = Math.max(0, due);
    if (pause <= PATIENCE.toNanos()) {
      times.addLast(now + pause);
      if (times.size() > perSecond) {
        times.removeFirst();
      }
    }
    return pause;
  }
}
