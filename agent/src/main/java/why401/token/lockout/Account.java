package why401.token.lockout;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.time.ClockReading;

/// One account's recent refusals, of whatever password and wherever: several targets may ask one
/// server, and that counts them all.
final class Account {
  private static final Duration AFTER_REFUSAL = Duration.ofMillis(1100);
  static final Duration LOST_ATTEMPT = Duration.ofSeconds(60);
  private static final Duration FAR = Duration.ofDays(365);
  private static final int KEPT = 16;
  private static final int MOST_DOUBLINGS = 6;

  private final Deque<RefusedLogin> refusals = new ArrayDeque<>();
  private final Deque<LoginAttempt> refused = new ArrayDeque<>();
  private final Map<String, String> good = new HashMap<>();
  private boolean held;
  private int retries;

  /// From when the next slow retry is counted: the last refusal, or when a slow retry that was
  /// brought forward would have been due.
  private long since;

  /// A slow retry is brought forward and not made yet.
  private boolean early;

  private boolean trying;
  private long triedAt;
  private @Nullable LoginAttempt tried;

  /// When a password was refused, in monotonic time, and where.
  private record RefusedLogin(long at, String place) {}

  /// The wall clock's time of a monotonic one.
  private static Instant wall(ClockReading now, long then) {
    return now.wall().minusNanos(now.nanos() - then);
  }

  /// The monotonic time of a wall clock's. A clock that was set back since does not make it later
  /// than now.
  private static long nanos(ClockReading now, Instant then) {
    return now.nanos() - Math.max(0, ago(now, then));
  }

  /// Nanoseconds since a wall clock's time, negative before it; at most [#FAR] of either.
  private static long ago(ClockReading now, Instant then) {
    Instant oldest = now.wall().minus(FAR);
    Instant latest = now.wall().plus(FAR);
    Instant bounded = then.isBefore(oldest) ? oldest : then.isAfter(latest) ? latest : then;
    return Duration.between(bounded, now.wall()).toNanos();
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
    tried = shown;
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
    return !otherPlace && !early && now - since < pause(limits).toNanos();
  }

  private Duration pause(AccountProtection limits) {
    return limits.retryAfter().multipliedBy(1L << Math.min(retries, MOST_DOUBLINGS));
  }

  synchronized boolean release(long now) {
    early = early || (held && now - since >= 0);
    return early || !held;
  }

  synchronized Optional<Duration> heldFor(long now, AccountProtection limits) {
    Duration left = pause(limits).minusNanos(now - since);
    return held && !early && left.isPositive() ? Optional.of(left) : Optional.empty();
  }

  /// Takes back what was counted against what was shown.
  ///
  /// @return whether there were refusals that this changes
  synchronized boolean unjudged(LoginAttempt shown, AccountProtection limits) {
    boolean changed = refused.remove(shown);
    changed |= refusals.removeIf(one -> one.place().equals(shown.place()));
    settle(limits);
    return changed;
  }

  private boolean refusedSomewhere(LoginAttempt shown) {
    return refused.stream().anyMatch(one -> one.fingerprint().equals(shown.fingerprint()));
  }

  /// The password was refused.
  ///
  /// @return true
  synchronized boolean refused(LoginAttempt shown, long now, AccountProtection limits) {
    trying = false;
    good.remove(shown.place(), shown.fingerprint());
    since = nextFrom(now, limits);
    early = false;
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
    return true;
  }

  /// One that was brought forward counts as made when it would have been due.
  private long nextFrom(long now, AccountProtection limits) {
    long due = since + pause(limits).toNanos();
    long known = early ? due : since;
    return held && known - now > 0 ? known : now;
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
    settle(limits);
    return changed;
  }

  private void settle(AccountProtection limits) {
    held = held && !refusals.isEmpty() && (retries > 0 || refusals.size() >= limits.refusals());
    retries = held ? retries : 0;
    early = early && held;
  }

  /// The attempt ended without a word on the password.
  ///
  /// @return whether another one may be made now
  synchronized boolean unknown(LoginAttempt shown) {
    if (!isGood(shown)) {
      trying = false;
    }
    return !trying;
  }

  /// What is to outlive a restart.
  synchronized AccountRecord record(ClockReading now, AccountProtection limits) {
    return new AccountRecord(
        refusals.stream()
            .map(one -> new AccountRecord.RefusalTime(wall(now, one.at()), one.place()))
            .toList(),
        refused.stream().toList(),
        held,
        held ? wall(now, since).plus(pause(limits)) : null,
        retries);
  }

  /// What the members of a cluster go on with.
  ///
  /// @param member by whom a running attempt is made
  synchronized AccountSnapshot snapshot(ClockReading now, AccountProtection limits, String member) {
    LoginAttempt running = trying ? tried : null;
    return new AccountSnapshot(
        record(now, limits),
        held ? wall(now, since) : null,
        early,
        good,
        running == null
            ? null
            : new AccountSnapshot.Reservation(member, running, wall(now, triedAt)));
  }

  /// The account as `left` says.
  static Account of(AccountSnapshot left, ClockReading now) {
    Account account = new Account();
    account.restore(left, now);
    return account;
  }

  private synchronized void restore(AccountSnapshot left, ClockReading now) {
    AccountRecord record = left.record();
    record
        .refusals()
        .forEach(one -> refusals.addLast(new RefusedLogin(nanos(now, one.at()), one.place())));
    refused.addAll(record.refused());
    good.putAll(left.good());
    held = record.held();
    retries = record.retries();
    early = left.early();
    Instant from = left.since();
    since = from == null ? 0 : now.nanos() - ago(now, from);
    AccountSnapshot.Reservation booking = left.booking();
    if (booking != null) {
      trying = true;
      tried = booking.attempt();
      triedAt = nanos(now, booking.at());
    }
  }

  /// The running attempt has not ended in its time, or whoever made it is gone: it may have been
  /// refused, so it counts.
  synchronized void lost(AccountProtection limits) {
    LoginAttempt running = tried;
    if (trying && running != null) {
      var _ = refused(running, triedAt, limits);
    }
  }

  /// Adds what an earlier process left; what this one saw came later.
  synchronized void restore(AccountRecord before, ClockReading now, AccountProtection limits) {
    boolean fresh = refusals.isEmpty();
    before.refusals().reversed().stream()
        .map(one -> new RefusedLogin(nanos(now, one.at()), one.place()))
        .forEach(refusals::addFirst);
    before.refused().reversed().stream()
        .filter(one -> !refused.contains(one))
        .forEach(refused::addFirst);
    held = held || before.held();
    retries = Math.max(retries, before.retries());
    if (fresh && held) {
      long ahead = ahead(before, now.wall(), pause(limits)).toNanos();
      long last = refusals.isEmpty() ? now.nanos() : refusals.getLast().at();
      since = ahead > 0 ? now.nanos() + ahead : last;
    }
  }

  /// How much later than now a slow retry would have been due that was brought forward before the
  /// restart; nothing if the clock was set back.
  private static Duration ahead(AccountRecord before, Instant now, Duration pause) {
    Instant until = before.heldUntil();
    boolean back = before.refusals().isEmpty() || before.refusals().getLast().at().isAfter(now);
    if (until == null || back) {
      return Duration.ZERO;
    }
    Duration ahead = Duration.between(now, until).minus(pause);
    if (ahead.isNegative()) {
      return Duration.ZERO;
    }
    return ahead.compareTo(pause) > 0 ? pause : ahead;
  }
}
