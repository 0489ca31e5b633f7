package why401.token;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;

/// The place of one renewable credential. Readers take one volatile read and no lock.
final class Slot {
  private static final Duration UNKNOWN_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration WITHOUT_TOKEN = Duration.ofSeconds(-1);

  private final Credential.Renewable credential;
  private final IssuerGate gate;
  private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();
  private final SecretTrail trail = new SecretTrail();
  private volatile Held held = Held.NOTHING;
  private volatile Retry retry;
  private volatile long lastLook;
  private volatile @Nullable Duration learnedLife;
  private long generations;
  private @Nullable Moment lastForced;

  Slot(Credential.Renewable credential, IssuerGate gate, Moment now, Duration spread) {
    this.credential = credential;
    this.gate = gate;
    this.retry = Retry.first(now, spread);
    this.lastLook = now.nanos();
  }

  Credential.Renewable credential() {
    return credential;
  }

  String name() {
    return credential.name();
  }

  IssuerGate gate() {
    return gate;
  }

  SecretTrail trail() {
    return trail;
  }

  Held held() {
    return held;
  }

  Retry retry() {
    return retry;
  }

  synchronized void retry(Retry next) {
    retry = next;
  }

  /// Sets `next` unless something else than `known` has become of it.
  @SuppressWarnings("ReferenceEquality") // this very one, not one like it
  synchronized void replace(Retry known, Retry next) {
    if (retry == known) {
      retry = next;
    }
  }

  @Nullable Flight flight() {
    return flight.get();
  }

  /// Begins `next` unless an attempt is under way: single flight.
  boolean begin(Flight next) {
    return flight.compareAndSet(null, next);
  }

  void end(Flight finished) {
    flight.compareAndSet(finished, null);
  }

  synchronized long nextGeneration() {
    return ++generations;
  }

  synchronized void hold(Generation next, boolean discardPrevious) {
    held = discardPrevious ? new Held(next, null) : held.with(next);
  }

  /// Sets `next` unless something else than `known` has become of it.
  @SuppressWarnings("ReferenceEquality") // this very one, not one like it
  synchronized boolean replace(Held known, Held next) {
    boolean same = held == known;
    if (same) {
      held = next;
    }
    return same;
  }

  /// Cuts short what is under way.
  void cancel() {
    Flight running = flight.get();
    if (running != null) {
      running.cancellation().cancel();
    }
  }

  /// Whether an attempt should start at `now`, its back-off aside.
  boolean wants(Moment now, RenewalRules rules) {
    Generation newest = held.newest();
    return newest == null || rules.due(newest.times(), newest.age(now));
  }

  /// E − X − now: who has least of it goes first.
  Duration slack(Moment now) {
    Generation newest = held.newest();
    return newest == null ? WITHOUT_TOKEN : newest.untilCritical(now);
  }

  /// T.
  Duration timeout() {
    Generation newest = held.newest();
    return newest == null ? UNKNOWN_TIMEOUT : newest.times().timeout();
  }

  /// Takes the one forced renewal that is allowed in `period`.
  synchronized boolean force(Moment now, Duration period) {
    if (lastForced != null && now.since(lastForced).compareTo(period) < 0) {
      return false;
    }
    lastForced = now;
    return true;
  }

  /// Whether it is time for another look at the secret, which is taken.
  synchronized boolean look(long nanos, Duration period) {
    if (nanos - lastLook < period.toNanos()) {
      return false;
    }
    lastLook = nanos;
    return true;
  }

  @Nullable Duration learnedLife() {
    return learnedLife;
  }

  void learnedLife(Duration life) {
    learnedLife = life;
  }
}
