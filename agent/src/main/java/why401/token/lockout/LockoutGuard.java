package why401.token.lockout;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Keeps a wrong password from locking the account: over all probes and renewals that share a
/// credential, only so many refusals in a period are risked; then the password is held back until
/// it changes, or until one slow retry is due.
///
/// Ask [#mayTry] before a password is sent; report [#accepted], [#refused], or [#unknown] after. A
/// password that was accepted last may be sent by many at once; any other by one at a time, and
/// never within a second of a refusal, which servers take for an attack.
///
/// Each slow retry that is refused doubles the wait for the next: servers remember failures for
/// half a day, and a retry every quarter of an hour would add up to a lock.
public final class LockoutGuard {
  private static final Duration AFTER_REFUSAL = Duration.ofMillis(1100);
  private static final Duration LOST_ATTEMPT = Duration.ofSeconds(60);

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

  /// Whether the password with `fingerprint` may be sent now. If so, the outcome must be reported.
  public boolean mayTry(String credential, String fingerprint) {
    return account(credential).mayTry(fingerprint, nanos.getAsLong(), limits);
  }

  /// The password was refused.
  public void refused(String credential, String fingerprint) {
    account(credential).refused(fingerprint, nanos.getAsLong(), limits);
  }

  /// The password was accepted.
  public void accepted(String credential, String fingerprint) {
    account(credential).accepted(fingerprint);
  }

  /// Whether the password was accepted last, and not refused since.
  public boolean isGood(String credential, String fingerprint) {
    return account(credential).isGood(fingerprint);
  }

  /// The attempt ended without a result for the password.
  public void unknown(String credential, String fingerprint) {
    account(credential).unknown(fingerprint);
  }

  /// Whether the password is held back now; asking changes nothing.
  public boolean heldBack(String credential, String fingerprint) {
    return account(credential).heldBack(fingerprint, nanos.getAsLong(), limits);
  }

  /// Forgets credentials that are gone.
  public void retain(java.util.Collection<String> credentials) {
    accounts.keySet().retainAll(credentials);
  }

  private Account account(String credential) {
    return accounts.computeIfAbsent(credential, name -> new Account());
  }

  /// One account's recent refusals, of whatever password: the server counts them all.
  private static final class Account {
    private static final int PRINTS_KEPT = 16;
    private static final int MOST_DOUBLINGS = 6;

    private final Deque<Long> refusals = new ArrayDeque<>();
    private final Deque<String> refused = new ArrayDeque<>();
    private boolean held;
    private int retries;
    private @Nullable String good;
    private boolean trying;
    private long triedAt;

    synchronized boolean mayTry(String fingerprint, long now, AccountProtection limits) {
      if (fingerprint.equals(good)) {
        return true;
      }
      if (heldBack(fingerprint, now, limits) || pending(now) || justRefused(now)) {
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
      return !refusals.isEmpty() && now - refusals.getLast() < AFTER_REFUSAL.toNanos();
    }

    /// A password that was not refused yet is given one chance even while others are held back.
    synchronized boolean heldBack(String fingerprint, long now, AccountProtection limits) {
      return held
          && refused.contains(fingerprint)
          && now - refusals.getLast()
              < limits.retryAfter().multipliedBy(1L << Math.min(retries, MOST_DOUBLINGS)).toNanos();
    }

    synchronized void refused(String fingerprint, long now, AccountProtection limits) {
      trying = false;
      if (fingerprint.equals(good)) {
        good = null;
      }
      if (held && refused.remove(fingerprint)) {
        retries++;
      }
      refused.remove(fingerprint);
      refused.addLast(fingerprint);
      if (refused.size() > PRINTS_KEPT) {
        refused.removeFirst();
      }
      refusals.addLast(now);
      while (now - refusals.getFirst() > limits.within().toNanos()) {
        refusals.removeFirst();
      }
      held = held || refusals.size() >= limits.refusals();
    }

    synchronized boolean isGood(String fingerprint) {
      return fingerprint.equals(good);
    }

    synchronized void accepted(String fingerprint) {
      trying = false;
      good = fingerprint;
      held = false;
      retries = 0;
      refused.clear();
      refusals.clear();
    }

    synchronized void unknown(String fingerprint) {
      if (!fingerprint.equals(good)) {
        trying = false;
      }
    }
  }
}
