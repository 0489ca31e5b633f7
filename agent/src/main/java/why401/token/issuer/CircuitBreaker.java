package why401.token.issuer;

import java.time.Duration;

/// Opens after several failures in a row. While it is open, single trial requests are let through,
/// each some time after the one before failed (half-open). Guarded by its owner.
final class CircuitBreaker {
  private static final int OPEN_AFTER = 5;

  private int failures;
  private long trialFailedAt;
  private long trialPause;
  private long trialPauseLimit = Long.MAX_VALUE;
  private long recoveredAt;
  private boolean everRecovered;

  CircuitBreaker(long nanos) {
    this.trialFailedAt = nanos;
  }

  boolean open() {
    return failures >= OPEN_AFTER;
  }

  /// Whether a trial request may be sent while the breaker is open.
  boolean trialDue(long nanos) {
    return nanos - trialFailedAt >= Math.min(trialPause, trialPauseLimit);
  }

  void recordSuccess() {
    failures = 0;
  }

  void recordFailure() {
    failures++;
  }

  /// Failures in a row since it opened, 0 while it is closed.
  int failuresWhileOpen() {
    return open() ? failures - OPEN_AFTER + 1 : 0;
  }

  void trialFailed(long nanos, Duration pause) {
    trialFailedAt = nanos;
    trialPause = pause.toNanos();
  }

  /// The next trial is due, whatever the pause was.
  void endPause() {
    trialPause = 0;
  }

  void limitTrialPause(Duration limit) {
    trialPauseLimit = limit.toNanos();
  }

  void recordRecovery(long nanos) {
    recoveredAt = nanos;
    everRecovered = true;
  }

  /// Whether a back-off that began at `nanos` is superseded: while the breaker is open trials are
  /// paced here, and once the issuer is back earlier back-offs are over.
  boolean supersedesBackOff(long nanos) {
    return open() || (everRecovered && recoveredAt - nanos >= 0);
  }
}
