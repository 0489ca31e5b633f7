package why401.token.issuer;

/// A rate limit: permits are added at a constant rate, up to a burst, and each request takes one.
/// Guarded by its owner.
final class TokenBucket {
  private final double perSecond;
  private final double burst;
  private double permits;
  private long refilled;

  /// A full bucket at `nanos`.
  TokenBucket(double perSecond, double burst, long nanos) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.permits = burst;
    this.refilled = nanos;
  }

  /// Takes a permit if at least `reserve` are there.
  boolean tryTake(double reserve, long nanos) {
    refill(nanos);
    if (permits < reserve) {
      return false;
    }
    permits--;
    return true;
  }

  /// Takes a permit even if there is none: later requests wait for it.
  void take(long nanos) {
    refill(nanos);
    permits--;
  }

  /// Puts back a permit that was not used.
  void refund() {
    permits = Math.min(burst, permits + 1);
  }

  private void refill(long nanos) {
    double seconds = (nanos - refilled) / 1e9;
    if (seconds > 0) {
      permits = Math.min(burst, permits + seconds * perSecond);
      refilled = nanos;
    }
  }
}
