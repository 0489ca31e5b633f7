package why401.token.issuer;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.time.ClockReading;
import why401.token.IssuerHealth;

/// Limits the requests to one issuer: how many renewals at once, how many requests a second (token
/// bucket), and single trial requests while it is down (half-open circuit breaker). renewal.md,
/// 5.5.
public final class IssuerLimiter {
  private static final int MAX_CONCURRENT = 4;
  private static final double PER_SECOND = 10;
  private static final double BURST = 20;
  private static final int DOWN_AFTER_HEALTH_CHECKS = 2;

  private final String label;
  private final ClockOffset offsets = new ClockOffset();
  private final TokenBucket bucket;
  private final CircuitBreaker breaker;
  private final ResponseTimes responseTimes = new ResponseTimes();
  private final RecentOutcomes outcomes = new RecentOutcomes();
  private int inFlight;
  private int failedHealthChecks;
  private boolean up = true;
  private Instant since;
  private @Nullable String why;

  public IssuerLimiter(String label, ClockReading now) {
    this.label = label;
    this.since = now.wall();
    this.bucket = new TokenBucket(PER_SECOND, BURST, now.nanos());
    this.breaker = new CircuitBreaker(now.nanos());
  }

  public String label() {
    return label;
  }

  public ClockOffset offsets() {
    return offsets;
  }

  public ResponseTimes responseTimes() {
    return responseTimes;
  }

  /// Admits a renewal if the limits allow one now; it must be released.
  public synchronized boolean tryAcquire(long nanos) {
    boolean room = down() ? inFlight == 0 && breaker.trialDue(nanos) : inFlight < MAX_CONCURRENT;
    if (!room || !bucket.tryTake(1, nanos)) {
      return false;
    }
    inFlight++;
    return true;
  }

  /// A renewal that was admitted has ended.
  public synchronized void release() {
    inFlight--;
  }

  /// A renewal that was admitted sent nothing.
  public synchronized void releaseUnused() {
    inFlight--;
    bucket.refund();
  }

  /// Counts a request that is not a renewal; it does not wait, later renewals do.
  public synchronized void countRequest(long nanos) {
    bucket.take(nanos);
  }

  /// Admits a request that can as well be made later: half of the burst is left to renewals.
  public synchronized boolean tryCountOptionalRequest(long nanos) {
    return bucket.tryTake(BURST / 2, nanos);
  }

  /// An attempt got a response.
  ///
  /// @return whether the issuer was down until now
  public synchronized boolean recordResponse(Instant now) {
    boolean wasDown = down();
    breaker.recordSuccess();
    outcomes.add(now, true);
    updateHealth(now, null);
    return wasDown;
  }

  /// An attempt got no usable response from the server.
  public synchronized void recordFailure(Instant now, String reason) {
    breaker.recordFailure();
    outcomes.add(now, false);
    updateHealth(now, reason);
  }

  /// The issuer is back: back-offs that began before `nanos` are over.
  public synchronized void recordRecovery(long nanos) {
    breaker.recordRecovery(nanos);
  }

  /// Whether a back-off that began at `nanos` is superseded by the circuit breaker.
  public synchronized boolean supersedesBackOff(long nanos) {
    return breaker.supersedesBackOff(nanos);
  }

  /// A trial request failed at `nanos`; the next one waits for `pause`.
  public synchronized void trialFailed(long nanos, Duration pause) {
    breaker.trialFailed(nanos, pause);
  }

  /// A trial request may be sent at once: the issuer responds to something else.
  public synchronized void trialNow() {
    breaker.endPause();
  }

  /// The pause between trial requests is at most this: what the most urgent of those that wait can
  /// afford.
  public synchronized void limitTrialPause(Duration limit) {
    breaker.limitTrialPause(limit);
  }

  /// How many failures in a row there were since the issuer counts as down, 0 if it does not.
  public synchronized int failuresWhileDown() {
    return breaker.failuresWhileOpen();
  }

  /// The result of a health check: `reason` is null if there was a response.
  public synchronized void recordHealthCheck(Instant now, @Nullable String reason) {
    failedHealthChecks = reason == null ? 0 : failedHealthChecks + 1;
    updateHealth(now, reason);
  }

  public synchronized boolean healthCheckFailed() {
    return failedHealthChecks > 0;
  }

  /// Whether renewals have failed so often that only trial requests are sent.
  public synchronized boolean down() {
    return breaker.open();
  }

  private void updateHealth(Instant now, @Nullable String reason) {
    boolean nowUp = !down() && failedHealthChecks < DOWN_AFTER_HEALTH_CHECKS;
    if (nowUp != up) {
      since = now;
      up = nowUp;
    }
    if (nowUp) {
      why = null;
    } else if (reason != null) {
      why = reason;
    }
  }

  public synchronized IssuerHealth health() {
    return new IssuerHealth(label, up, since, why, up && outcomes.mixed());
  }

  /// Time that `waiting` renewals take at the rate limit.
  public static Duration queueTime(int waiting) {
    return Duration.ofMillis((long) (waiting * 1000 / PER_SECOND));
  }
}
