package why401.time;

import java.time.Duration;

/// Arithmetic on durations that [Duration] itself lacks.
public final class Durations {
  private Durations() {}

  public static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  public static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  public static Duration clamp(Duration value, Duration low, Duration high) {
    return min(max(value, low), high);
  }

  public static Duration scale(Duration duration, double factor) {
    return Duration.ofNanos((long) (duration.toNanos() * factor));
  }
}
