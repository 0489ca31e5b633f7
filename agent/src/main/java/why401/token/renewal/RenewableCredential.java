package why401.token.renewal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.time.ClockReading;
import why401.time.Durations;
import why401.token.issuer.IssuerLimiter;

/// The renewal state of one renewable credential. Readers need one volatile read and no lock.
public final class RenewableCredential {
  private static final Duration WITHOUT_TOKEN = Duration.ofSeconds(-1);
  private static final double MIDDLE_OF_WINDOW = 0.675;
  private static final Duration LEAST_FORCED = Duration.ofSeconds(30);
  private static final Duration MOST_FORCED = Duration.ofSeconds(60);

  private final Credential.Renewable credential;
  private final RenewalQueue queue;
  private final AtomicReference<@Nullable RenewalAttempt> attempt = new AtomicReference<>();
  private final SecretHistory secretHistory = new SecretHistory();
  private volatile HeldTokens tokens = HeldTokens.NOTHING;
  private volatile RetryState retry;
  private volatile long lastSecretCheck;
  private final LearnedLife learnedLife = new LearnedLife();
  private final ForcedRenewals forced = new ForcedRenewals();
  private final AcceptedTokens accepted = new AcceptedTokens();
  private final BoundCertificate binding = new BoundCertificate();
  private long generations;
  private int sameAgain;

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

  /// The limiter of its issuer.
  public IssuerLimiter limiter() {
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

  /// Ends the pause after a failure, unless the issuer asked for it or it has just begun.
  public synchronized void retrySoon(ClockReading now) {
    if (attempt.get() == null && retry.mayRetrySoon(now)) {
      retry = retry.dueNow();
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
    sameAgain = 0;
    tokens = discardPrevious ? new HeldTokens(next, null) : tokens.with(next);
  }

  /// The newest token, issued once more.
  synchronized void keep(TokenGeneration same) {
    tokens = new HeldTokens(same, tokens.previous());
  }

  /// How often in a row the issuer returned the newest token, this time included.
  synchronized int countSame() {
    return ++sameAgain;
  }

  /// Nothing is tried for `pause`, whatever the last failure asks for.
  synchronized void postpone(Duration pause) {
    retry = retry.pausing(pause);
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
    return newest == null || binding.outdated() || policy.due(newest.times(), newest.age(now));
  }

  /// E − X − now; the shortest goes first.
  Duration timeToDeadline(ClockReading now) {
    TokenGeneration newest = tokens.newest();
    return newest == null ? WITHOUT_TOKEN : newest.untilCritical(now);
  }

  /// T, by what the issuer was seen to take lately: all that is configured while nothing usable is
  /// in hand.
  public Duration timeout(ClockReading now, RenewalPolicy policy) {
    HeldTokens held = tokens;
    TokenGeneration newest = held.newest();
    TokenGeneration previous = held.previous();
    boolean usable =
        (newest != null && newest.untilGuard(now).isPositive())
            || (previous != null && previous.untilGuard(now).isPositive());
    Duration limit = credential.timeout();
    return newest == null || !usable
        ? limit
        : policy.timeout(newest.times().lifetime(), limiter().responseTimes().high(), limit);
  }

  /// Takes a renewal that the diagnosis asks for; the pause that is not over, or null if taken.
  public @Nullable Duration force(ClockReading now) {
    return forced.claim(forcedPeriod(), now);
  }

  /// Takes a renewal that a refusal at `place` asks for.
  public boolean force(String place, ClockReading now) {
    return forced.claim(place, forcedPeriod(), now);
  }

  /// The newest token was accepted at `place`.
  public void served(String place, TokenGeneration generation, ClockReading now) {
    forced.accepted(place, generation.age(now), generation.times().lifetime());
  }

  private Duration forcedPeriod() {
    TokenGeneration newest = tokens.newest();
    Duration life = newest == null ? Duration.ZERO : newest.times().lifetime();
    return Durations.clamp(life.dividedBy(20), LEAST_FORCED, MOST_FORCED);
  }

  /// Whether another check of the secret is due; if so, it counts as done.
  synchronized boolean claimSecretCheck(long nanos, Duration period) {
    if (nanos - lastSecretCheck < period.toNanos()) {
      return false;
    }
    lastSecretCheck = nanos;
    return true;
  }

  /// The client certificate that its token in hand is bound to.
  BoundCertificate binding() {
    return binding;
  }

  /// How long its tokens really live.
  LearnedLife learned() {
    return learnedLife;
  }

  /// A token died at `age`; whether that taught anything. The one in hand is renewed by it as well.
  public synchronized boolean died(Duration age, boolean expected, ClockReading now) {
    boolean learned = learnedLife.died(age, expected, now);
    Duration life = learnedLife.life();
    TokenGeneration newest = tokens.newest();
    if (learned && life != null && newest != null) {
      Duration middle = Durations.scale(life, MIDDLE_OF_WINDOW);
      tokens = new HeldTokens(newest.renewedBy(middle), tokens.previous());
    }
    return learned;
  }

  /// Which of its tokens targets accepted.
  public AcceptedTokens accepted() {
    return accepted;
  }
}
