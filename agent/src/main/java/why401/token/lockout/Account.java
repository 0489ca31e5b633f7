package why401.token.lockout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/// One account's recent refusals, of whatever password and wherever: several targets may ask one
/// server, and that counts them all.
final class Account {
  private static final Duration AFTER_REFUSAL = Duration.ofMillis(1100);
  private static final Duration LOST_ATTEMPT = Duration.ofSeconds(60);
  private static final Duration LONGEST_AGO = Duration.ofDays(365);
  private static final int KEPT = 16;
  private static final int MOST_DOUBLINGS = 6;

  private final Deque<RefusedLogin> refusals = new ArrayDeque<>();
  private final Deque<LoginAttempt> refused = new ArrayDeque<>();
  private final Map<String, String> good = new HashMap<>();
  private boolean held;
  private int retries;
  private boolean trying;
  private long triedAt;

  /// When a password was refused, in monotonic time, and where.
  private record RefusedLogin(long at, String place) {}

  /// The same moment on both clocks.
  ///
  /// @param nanos monotonic time
  record TwoClocks(Instant wall, long nanos) {
    private Instant wall(long then) {
      return wall.minusNanos(nanos - then);
    }

    /// A clock that was set back since does not make it later than now.
    private long nanos(Instant then) {
      Instant oldest = wall.minus(LONGEST_AGO);
      Duration ago = Duration.between(then.isBefore(oldest) ? oldest : then, wall);
      return ago.isNegative() ? nanos : nanos - ago.toNanos();
    }
  }

  synchronized boolean mayTry(LoginAttempt shown, long now, AccountProtection limits) {
    if (isGood(shown)) {
      return true;
    }
    if (heldBack(shown, now, limits) || pending(now) || justRefused(now)) {
      return false;
    }
    trying = true;
    triedAt = now;
    return true;
  }

  private boolean pending(long now) {
    return trying && now - triedAt < LOST_ATTEMPT.toNanos();
  }

  private boolean justRefused(long now) {
    return !refusals.isEmpty() && now - refusals.getLast().at() < AFTER_REFUSAL.toNanos();
  }

  /// A password that was not refused yet is given one chance even while others are held back; a
  /// place that has not refused it yet, if no place beyond the allowance has.
  synchronized boolean heldBack(LoginAttempt shown, long now, AccountProtection limits) {
    if (!held || isGood(shown) || !refusedSomewhere(shown)) {
      return false;
    }
    boolean otherPlace = !refused.contains(shown) && refusals.size() <= limits.refusals();
    return !otherPlace && now - refusals.getLast().at() < pause(limits).toNanos();
  }

  private Duration pause(AccountProtection limits) {
    return limits.retryAfter().multipliedBy(1L << Math.min(retries, MOST_DOUBLINGS));
  }

  private boolean refusedSomewhere(LoginAttempt shown) {
    return refused.stream().anyMatch(one -> one.fingerprint().equals(shown.fingerprint()));
  }

  synchronized void refused(LoginAttempt shown, long now, AccountProtection limits) {
    trying = false;
    good.remove(shown.place(), shown.fingerprint());
    if (held && refused.remove(shown)) {
      retries++;
    }
    refused.remove(shown);
    refused.addLast(shown);
    if (refused.size() > KEPT) {
      refused.removeFirst();
    }
    refusals.addLast(new RefusedLogin(now, shown.place()));
    while (now - refusals.getFirst().at() > limits.within().toNanos()) {
      refusals.removeFirst();
    }
    held = held || refusals.size() >= limits.refusals();
  }

  synchronized boolean isGood(LoginAttempt shown) {
    return shown.fingerprint().equals(good.get(shown.place()));
  }

  /// What other places refused stays refused there.
  ///
  /// @return whether there were refusals that this changes
  synchronized boolean accepted(LoginAttempt shown, AccountProtection limits) {
    trying = false;
    good.put(shown.place(), shown.fingerprint());
    boolean changed = refused.removeIf(one -> one.place().equals(shown.place()));
    changed |= refusals.removeIf(one -> one.place().equals(shown.place()));
    held = held && !refusals.isEmpty() && (retries > 0 || refusals.size() >= limits.refusals());
    retries = held ? retries : 0;
    return changed;
  }

  synchronized void unknown(LoginAttempt shown) {
    if (!isGood(shown)) {
      trying = false;
    }
  }

  /// What is to outlive a restart.
  synchronized AccountRecord record(TwoClocks now, AccountProtection limits) {
    return new AccountRecord(
        refusals.stream()
            .map(one -> new AccountRecord.DatedRefusal(now.wall(one.at()), one.place()))
            .toList(),
        refused.stream().toList(),
        held,
        held ? now.wall(refusals.getLast().at()).plus(pause(limits)) : null,
        retries);
  }

  /// Adds what an earlier process left; what this one saw came later.
  synchronized void restore(AccountRecord before, TwoClocks now) {
    before.refusals().reversed().stream()
        .map(one -> new RefusedLogin(now.nanos(one.at()), one.place()))
        .forEach(refusals::addFirst);
    before.refused().reversed().stream()
        .filter(one -> !refused.contains(one))
        .forEach(refused::addFirst);
    held = held || before.held();
    retries = Math.max(retries, before.retries());
  }
}
