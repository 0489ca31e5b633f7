package why401.token.lockout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.FingerprintKey;
import why401.deployment.SharedRecords;
import why401.time.ClockReading;

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

  /// Why none is shown by a member of a cluster that is cut off from most of the others.
  private static final String CUT_OFF =
      "most members of the cluster are not reached; no password is sent, since they may have tried"
          + " it";

  private static final Duration CUT_OFF_LOOK = Duration.ofSeconds(5);

  /// The place of a password that only its issuer sees.
  private static final String ISSUER = "";

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final @Nullable AccountStore store;
  private final AccountStore.Accounts known = new Known();
  private volatile AccountProtection limits;
  private final AccountTable accounts;
  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private Set<String> configured = Set.of();

  /// A guard that forgets everything with its process.
  ///
  /// @param nanos monotonic time
  public LockoutGuard(AccountProtection limits, LongSupplier nanos) {
    this(limits, () -> Instant.EPOCH, nanos, null);
  }

  /// A guard that knows what the process before it knew.
  ///
  /// @param nanos monotonic time
  /// @param store where refusals are kept, or null to keep them in memory
  public LockoutGuard(
      AccountProtection limits,
      InstantSource wall,
      LongSupplier nanos,
      @Nullable AccountStore store) {
    this.limits = limits;
    this.wall = wall;
    this.nanos = nanos;
    this.store = store;
    this.accounts = new AccountTable(this::moment, () -> this.limits, store);
    if (store != null) {
      store.open(known);
    }
  }

  /// Counts together with the members of a cluster from now on. One that cannot reach most of the
  /// others shows no password.
  public void share(SharedRecords members) {
    accounts.share(members, this::changedForTheBetter);
  }

  private void changedForTheBetter(String account) {
    if (store != null) {
      store.changedForTheBetter(account, known);
    }
  }

  /// Why a password is held back now, in half a sentence.
  public String why() {
    return isCutOff() ? CUT_OFF : WHY;
  }

  /// Whether it is held back since most members of the cluster are not reached, and not for
  /// refusals.
  public boolean isCutOff() {
    return accounts.cutOff();
  }

  /// The key of the fingerprints that it is asked with.
  public FingerprintKey key() {
    return accounts.key();
  }

  /// Tries to store what could not be stored; returns at once.
  public void tick() {
    accounts.tick();
    if (store != null) {
      store.tick(known);
    }
  }

  /// Stores what is not stored yet.
  public void flush() {
    if (store != null) {
      store.flush(known);
    }
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
    LoginAttempt shown = new LoginAttempt(fingerprint, place);
    asked.add(credential);
    return accounts.isGood(credential, shown)
        || accounts.change(
            credential, shown, false, one -> one.mayTry(shown, nanos.getAsLong(), limits));
  }

  /// The password was refused by its issuer.
  public void refused(String credential, String fingerprint) {
    refused(credential, fingerprint, ISSUER);
  }

  /// The password was refused at `place`. That is stored before anything is done about it.
  public void refused(String credential, String fingerprint, String place) {
    LoginAttempt shown = new LoginAttempt(fingerprint, place);
    var _ =
        accounts.change(
            credential, shown, false, one -> one.refused(shown, nanos.getAsLong(), limits));
    if (store != null) {
      store.changed(credential, known);
    }
  }

  /// The password was accepted by its issuer.
  public void accepted(String credential, String fingerprint) {
    accepted(credential, fingerprint, ISSUER);
  }

  /// The password was accepted at `place`, which says nothing about the others.
  public void accepted(String credential, String fingerprint, String place) {
    LoginAttempt shown = new LoginAttempt(fingerprint, place);
    if (!accounts.isSettled(credential, shown)
        && accounts.change(credential, shown, false, one -> one.accepted(shown, limits))) {
      changedForTheBetter(credential);
    }
  }

  /// Whether the password was accepted last at `place`, and not refused there since.
  public boolean isGood(String credential, String fingerprint, String place) {
    LoginAttempt shown = new LoginAttempt(fingerprint, place);
    return accounts.isGood(credential, shown);
  }

  /// The attempt ended without a result for the password.
  public void unknown(String credential, String fingerprint) {
    unknown(credential, fingerprint, ISSUER);
  }

  /// The attempt at `place` ended without a word on the password.
  public void unknown(String credential, String fingerprint, String place) {
    LoginAttempt shown = new LoginAttempt(fingerprint, place);
    var _ = accounts.change(credential, shown, false, one -> one.unknown(shown));
  }

  /// Whether the password is held back from its issuer now; asking changes nothing.
  public boolean heldBack(String credential, String fingerprint) {
    return heldBack(credential, fingerprint, ISSUER);
  }

  /// Whether the password is held back from `place` now; asking changes nothing.
  public boolean heldBack(String credential, String fingerprint, String place) {
    LoginAttempt shown = new LoginAttempt(fingerprint, place);
    return accounts.look(credential, true, one -> one.heldBack(shown, nanos.getAsLong(), limits));
  }

  /// Brings the next slow retry forward, since something else has changed or a person asks for it:
  /// the attempt is not added to those that are allowed, it takes the place of the next one.
  ///
  /// @return whether an attempt may be made now; false while the one before, brought forward as
  ///   well, is not due yet
  public boolean release(String credential) {
    return accounts.change(credential, null, false, one -> one.release(nanos.getAsLong()));
  }

  /// Takes back what was counted against the password at `place`: it was never judged there.
  public void unjudged(String credential, String fingerprint, String place) {
    LoginAttempt shown = new LoginAttempt(fingerprint, place);
    if (accounts.change(credential, shown, false, one -> one.unjudged(shown, limits))) {
      changedForTheBetter(credential);
    }
  }

  /// How long the refused password of `credential` is held back from now on, or empty if it is not.
  public Optional<Duration> heldFor(String credential) {
    Optional<Duration> unknown =
        asked.contains(credential) ? Optional.of(CUT_OFF_LOOK) : Optional.empty();
    return accounts.look(credential, unknown, one -> one.heldFor(nanos.getAsLong(), limits));
  }

  /// Forgets credentials that were configured before and are gone.
  public synchronized void retain(Collection<String> credentials) {
    Set<String> gone = new HashSet<>(configured);
    gone.removeAll(credentials);
    configured = Set.copyOf(credentials);
    for (String name : gone) {
      if (accounts.remove(name)) {
        changedForTheBetter(name);
      }
    }
  }

  private ClockReading moment() {
    return new ClockReading(wall.instant(), nanos.getAsLong(), Duration.ZERO);
  }

  /// What the store reads and restores.
  private final class Known implements AccountStore.Accounts {
    @Override
    public void restore(Map<String, AccountRecord> left) {
      accounts.restore(left);
    }

    @Override
    public AccountRecord now(String account) {
      return accounts.record(account);
    }
  }
}
