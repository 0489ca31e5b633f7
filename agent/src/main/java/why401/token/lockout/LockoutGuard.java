package why401.token.lockout;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// Keeps a wrong password from locking the account: over all probes and renewals that share a
/// credential, only so many refusals in a period are risked; then the password is held back until
/// it changes, or until one slow retry is due.
///
/// Ask [#mayTry] before a password is sent; report [#accepted], [#refused], or [#unknown] after. A
/// password that a place accepted last may be shown there by many at once; any other by one at a
/// time, and never within a second of a refusal, which servers take for an attack.
///
/// Each slow retry that is refused doubles the wait for the next: servers remember failures for
/// half a day, and a retry every quarter of an hour would add up to a lock.
public final class LockoutGuard {
  /// Why a password is held back.
  public static final String WHY =
      "the password was refused too often; it is held back so that its account is not locked";

  private static final Duration AFTER_REFUSAL = Duration.ofMillis(1100);
  private static final Duration LOST_ATTEMPT = Duration.ofSeconds(60);

  /// The place of a password that only its issuer sees.
  private static final String ISSUER = "";

  private final LongSupplier nanos;
  private volatile AccountProtection limits;
  private final Map<String, Account> accounts = new ConcurrentHashMap<>();

  /// @param nanos monotonic time
  public LockoutGuard(AccountProtection limits, LongSupplier nanos) {
    this.limits = limits;
    this.nanos = nanos;
  }

  /// New limits, from a reload.
  public void limits(AccountProtection next) {
    limits = next;
  }

  /// Whether the password with `fingerprint` may be shown to its issuer now. Yes is a promise to
  /// report.
  public boolean mayTry(String credential, String fingerprint) {
    return mayTry(credential, fingerprint, ISSUER);
  }

  /// The same for `place`, the origin that it is shown to.
  public boolean mayTry(String credential, String fingerprint, String place) {
    return account(credential)
        .mayTry(new LoginAttempt(fingerprint, place), nanos.getAsLong(), limits);
  }

  /// The password was refused by its issuer.
  public void refused(String credential, String fingerprint) {
    refused(credential, fingerprint, ISSUER);
  }

  /// The password was refused at `place`.
  public void refused(String credential, String fingerprint, String place) {
    account(credential).refused(new LoginAttempt(fingerprint, place), nanos.getAsLong(), limits);
  }

  /// The password was accepted by its issuer.
  public void accepted(String credential, String fingerprint) {
    accepted(credential, fingerprint, ISSUER);
  }

  /// The password was accepted at `place`, which says nothing about the others.
  public void accepted(String credential, String fingerprint, String place) {
    account(credential).accepted(new LoginAttempt(fingerprint, place), limits);
  }

  /// Whether the password was accepted last at `place`, and not refused there since.
  public boolean isGood(String credential, String fingerprint, String place) {
    return account(credential).isGood(new LoginAttempt(fingerprint, place));
  }

  /// The attempt ended without a result for the password.
  public void unknown(String credential, String fingerprint) {
    unknown(credential, fingerprint, ISSUER);
  }

  /// The attempt at `place` ended without a word on the password.
  public void unknown(String credential, String fingerprint, String place) {
    account(credential).unknown(new LoginAttempt(fingerprint, place));
  }

  /// Whether the password is held back from its issuer now; asking changes nothing.
  public boolean heldBack(String credential, String fingerprint) {
    return heldBack(credential, fingerprint, ISSUER);
  }

  /// Whether the password is held back from `place` now; asking changes nothing.
  public boolean heldBack(String credential, String fingerprint, String place) {
    return account(credential)
        .heldBack(new LoginAttempt(fingerprint, place), nanos.getAsLong(), limits);
  }

  /// Brings the next slow retry forward, since something else has changed or a person asks for it:
  /// the attempt is not added to those that are allowed, it takes the place of the next one.
  ///
  /// @return whether an attempt may be made now; false while the one before, brought forward as
  ///   well, is not due yet
  public boolean release(String credential) {
    return account(credential).release(nanos.getAsLong());
  }

  /// Takes back what was counted against the password at `place`: it was never judged there.
  public void unjudged(String credential, String fingerprint, String place) {
    account(credential).unjudged(new LoginAttempt(fingerprint, place), limits);
  }

  /// How long the refused password of `credential` is held back from now on, or empty if it is not.
  public Optional<Duration> heldFor(String credential) {
    Account known = accounts.get(credential);
    return known == null ? Optional.empty() : known.heldFor(nanos.getAsLong(), limits);
  }

  /// Forgets credentials that are gone. A name with a blank is none of the configuration's: that of
  /// a proxy's account, or of a login in a body.
  public void retain(java.util.Collection<String> credentials) {
    accounts.keySet().removeIf(name -> name.indexOf(' ') < 0 && !credentials.contains(name));
  }

  private Account account(String credential) {
    return accounts.computeIfAbsent(credential, name -> new Account());
  }

  /// A password and whom it is shown to.
  private record LoginAttempt(String fingerprint, String place) {}

  /// When a password was refused, and where.
  private record RefusedLogin(long at, String place) {}

  /// One account's recent refusals, of whatever password and wherever: several targets may ask one
  /// server, and that counts them all.
  private static final class Account {
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
      return !otherPlace && !early && now - since < wait(limits).toNanos();
    }

    private Duration wait(AccountProtection limits) {
      return limits.retryAfter().multipliedBy(1L << Math.min(retries, MOST_DOUBLINGS));
    }

    synchronized boolean release(long now) {
      early = early || (held && now - since >= 0);
      return early || !held;
    }

    synchronized Optional<Duration> heldFor(long now, AccountProtection limits) {
      Duration left = wait(limits).minusNanos(now - since);
      return held && !early && left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    synchronized void unjudged(LoginAttempt shown, AccountProtection limits) {
      refused.remove(shown);
      refusals.removeIf(one -> one.place().equals(shown.place()));
      settle(limits);
    }

    private boolean refusedSomewhere(LoginAttempt shown) {
      return refused.stream().anyMatch(one -> one.fingerprint().equals(shown.fingerprint()));
    }

    synchronized void refused(LoginAttempt shown, long now, AccountProtection limits) {
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
    }

    /// One that was brought forward counts as made when it would have been due.
    private long nextFrom(long now, AccountProtection limits) {
      long due = since + wait(limits).toNanos();
      long known = early ? due : since;
      return held && known - now > 0 ? known : now;
    }

    synchronized boolean isGood(LoginAttempt shown) {
      return shown.fingerprint().equals(good.get(shown.place()));
    }

    /// What other places refused stays refused there.
    synchronized void accepted(LoginAttempt shown, AccountProtection limits) {
      trying = false;
      good.put(shown.place(), shown.fingerprint());
      refused.removeIf(one -> one.place().equals(shown.place()));
      refusals.removeIf(one -> one.place().equals(shown.place()));
      settle(limits);
    }

    private void settle(AccountProtection limits) {
      held = held && !refusals.isEmpty() && (retries > 0 || refusals.size() >= limits.refusals());
      retries = held ? retries : 0;
      early = early && held;
    }

    synchronized void unknown(LoginAttempt shown) {
      if (!isGood(shown)) {
        trying = false;
      }
    }
  }
}
