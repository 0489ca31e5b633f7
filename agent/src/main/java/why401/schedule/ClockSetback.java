package why401.schedule;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Notices that the wall clock was set back, by the monotonic one.
final class ClockSetback {
  /// Less is the usual correction by NTP.
  private static final Duration TOLERATED = Duration.ofSeconds(1);

  private final LongSupplier millis;
  private final LongSupplier nanos;
  private long ahead;

  /// @param millis the wall clock
  /// @param nanos the monotonic clock
  ClockSetback(LongSupplier millis, LongSupplier nanos) {
    this.millis = millis;
    this.nanos = nanos;
    this.ahead = ahead();
  }

  private long ahead() {
    return millis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong());
  }

  /// Whether it was set back since the last call.
  boolean happened() {
    long before = ahead;
    ahead = ahead();
    return before - ahead > TOLERATED.toMillis();
  }
}
