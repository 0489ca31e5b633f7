package why401.token.renewal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.time.ClockReading;
import why401.token.issuer.IssuerLimiter;

/// The renewal state of one renewable credential. Readers need one volatile read and no lock.
public final class RenewableCredential {
  private static final Duration UNKNOWN_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration WITHOUT_TOKEN = Duration.ofSeconds(-1);

  private final Credential.Renewable credential;
  private final RenewalQueue queue;
  private final AtomicReference<@Nullable RenewalAttempt> attempt = new AtomicReference<>();
  private final SecretHistory secretHistory = new SecretHistory();
  private volatile HeldTokens tokens = HeldTokens.NOTHING;
  private volatile RetryState retry;
  private volatile long lastSecretCheck;
  private volatile @Nullable Duration learnedLife;
  private long generations;
  private @Nullable ClockReading lastForced;

  RenewableCredential(
      Credential.Renewable credential, RenewalQueue queue, ClockReading now, Duration spread) {
    this.credential = credential;
    this.queue = queue;
    this.retry = RetryState.first(now, spread);
    this.lastSecretCheck = now.nanos();
  }

  public Credential.Renewable credential() {
    return credential;
  }

  public String name() {
    return credential.name();
  }

  RenewalQueue queue() {
    return queue;
  }

  IssuerLimiter limiter() {
    return queue.limiter();
  }

  SecretHistory secretHistory() {
    return secretHistory;
  }

  public HeldTokens tokens() {
    return tokens;
  }

  public RetryState retry() {
    return retry;
  }

  synchronized void retry(RetryState next) {
    retry = next;
  }

  /// Sets `next` if the current value is still `known`.
  @SuppressWarnings("ReferenceEquality") // this very one, not one like it
  synchronized void replace(RetryState known, RetryState next) {
    if (retry == known) {
      retry = next;
    }
  }

  @Nullable
  public RenewalAttempt attempt() {
    return attempt.get();
  }

  /// Begins `next` unless an attempt is running: one at a time.
  boolean begin(RenewalAttempt next) {
    return attempt.compareAndSet(null, next);
  }

  public void end(RenewalAttempt finished) {
    attempt.compareAndSet(finished, null);
  }

  synchronized long nextGeneration() {
    return ++generations;
  }

  synchronized void store(TokenGeneration next, boolean discardPrevious) {
    tokens = discardPrevious ? new HeldTokens(next, null) : tokens.with(next);
  }

  /// Sets `next` if the current value is still `known`.
  @SuppressWarnings("ReferenceEquality")
  public // this very one, not one like it
  synchronized boolean replace(HeldTokens known, HeldTokens next) {
    boolean same = tokens == known;
    if (same) {
      tokens = next;
    }
    return same;
  }

  /// Cancels the running attempt.
  public void cancel() {
    RenewalAttempt running = attempt.get();
    if (running != null) {
      running.cancellation().cancel();
    }
  }

  /// Whether an attempt should start at `now`, its back-off aside.
  boolean needsRenewal(ClockReading now, RenewalPolicy policy) {
    TokenGeneration newest = tokens.newest();
    return newest == null || policy.due(newest.times(), newest.age(now));
  }

  /// E − X − now; the shortest goes first.
  Duration timeToDeadline(ClockReading now) {
    TokenGeneration newest = tokens.newest();
    return newest == null ? WITHOUT_TOKEN : newest.untilCritical(now);
  }

  /// T.
  public Duration timeout() {
    TokenGeneration newest = tokens.newest();
    return newest == null ? UNKNOWN_TIMEOUT : newest.times().timeout();
  }

  /// Takes the one forced renewal that is allowed in `period`.
  public synchronized boolean force(ClockReading now, Duration period) {
    if (lastForced != null && now.since(lastForced).compareTo(period) < 0) {
      return false;
    }
    lastForced = now;
    return true;
  }

  /// Whether another check of the secret is due; if so, it counts as done.
  synchronized boolean claimSecretCheck(long nanos, Duration period) {
    if (nanos - lastSecretCheck < period.toNanos()) {
      return false;
    }
    lastSecretCheck = nanos;
    return true;
  }

  @Nullable Duration learnedLife() {
    return learnedLife;
  }

  public void learnedLife(Duration life) {
    learnedLife = life;
  }
}
