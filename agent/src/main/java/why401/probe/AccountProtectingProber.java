package why401.probe;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import why401.time.Sleeper;
import why401.token.Credentials;
import why401.token.RenewalFailure;
import why401.token.lockout.LockoutGuard;

/// A prober that asks the [LockoutGuard] before a password is sent and reports how the attempt
/// ended, for scheduled runs, experiments and ad-hoc requests alike. Credentials that cannot lock
/// an account are passed on.
public final class AccountProtectingProber implements Prober {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration LONGEST_RUN_WAIT = Duration.ofSeconds(2);

  /// Longer than the pause that the guard keeps after a refusal.
  private static final Duration EXPERIMENT_WAIT = Duration.ofSeconds(3);

  private final Prober inner;
  private final LockoutGuard lockout;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final LongSupplier nanos;

  /// Protects the accounts that `inner` logs in to.
  ///
  /// @param sleeper for the wait while another attempt with the same password is running
  /// @param nanos monotonic time
  public AccountProtectingProber(
      Prober inner,
      LockoutGuard lockout,
      InstantSource clock,
      Sleeper sleeper,
      LongSupplier nanos) {
    this.inner = inner;
    this.lockout = lockout;
    this.clock = clock;
    this.sleeper = sleeper;
    this.nanos = nanos;
  }

  /// How long a run may wait for its credential before it is sent: part of its timeout.
  public static Duration maxWait(Probe probe) {
    Duration quarter = probe.timeout().dividedBy(4);
    return quarter.compareTo(LONGEST_RUN_WAIT) < 0 ? quarter : LONGEST_RUN_WAIT;
  }

  @Override
  public Outcome send(Probe probe, Credentials credentials, RequestVariation variation) {
    String credential = probe.credential();
    Credentials sent = sent(credentials, variation);
    if (credential == null || !isPassword(sent)) {
      return inner.send(probe, credentials, variation);
    }
    boolean run = variation instanceof RequestVariation.AsConfigured;
    String fingerprint = sent.fingerprint();
    if (!waitForTurn(credential, fingerprint, run ? maxWait(probe) : EXPERIMENT_WAIT)) {
      return heldBack();
    }
    Outcome outcome = inner.send(probe, credentials, variation);
    report(credential, fingerprint, outcome, run);
    return outcome;
  }

  /// The credentials that are sent: a decoy is not an attempt at the account.
  private static Credentials sent(Credentials credentials, RequestVariation variation) {
    return switch (variation) {
      case RequestVariation.Anonymous _, RequestVariation.Nonsense _ -> new Credentials.None();
      case RequestVariation.WithCredentials other -> other.credentials();
      case RequestVariation.AsConfigured _,
          RequestVariation.Again _,
          RequestVariation.FreshSession _,
          RequestVariation.ControlResource _,
          RequestVariation.AtAddress _,
          RequestVariation.WithoutRedirects _ ->
          credentials;
    };
  }

  private static boolean isPassword(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Basic _, Credentials.Digest _ -> true;
      // A header with Basic credentials counts as well.
      case Credentials.Key key -> key.scheme().equals("Basic");
      case Credentials.None _,
          Credentials.StaticBearer _,
          Credentials.AccessToken _,
          Credentials.Session _ ->
          false;
    };
  }

  /// Waits for the outcome of another attempt that tries the same password for the first time.
  private boolean waitForTurn(String credential, String fingerprint, Duration maxWait) {
    long end = nanos.getAsLong() + maxWait.toNanos();
    while (!lockout.mayTry(credential, fingerprint)) {
      if (lockout.heldBack(credential, fingerprint) || nanos.getAsLong() - end >= 0) {
        return false;
      }
      try {
        sleeper.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  private Outcome.Withheld heldBack() {
    Instant now = clock.instant();
    return new Outcome.Withheld(
        now,
        Outcome.Withheld.Reason.ACCOUNT_PROTECTION,
        RenewalFailure.of(
            now,
            RenewalFailure.Reason.ACCOUNT_PROTECTION,
            "the password was refused too often; it is held back so that the account is not"
                + " locked"));
  }

  private void report(String credential, String fingerprint, Outcome outcome, boolean run) {
    switch (outcome) {
      case Outcome.Accepted _ -> lockout.accepted(credential, fingerprint);
      case Outcome.Refused refused -> {
        // Another resource accepts the same password: a right is missing here.
        if (run
            && refused.shape() == Outcome.Shape.FORBIDDEN
            && lockout.isGood(credential, fingerprint)) {
          lockout.unknown(credential, fingerprint);
        } else {
          lockout.refused(credential, fingerprint);
        }
      }
      case Outcome.Unexpected _, Outcome.Unreachable _, Outcome.Withheld _ ->
          lockout.unknown(credential, fingerprint);
    }
  }

  /// Whether the credential is held back because it was refused too often; asking changes nothing.
  public boolean holdsBack(@Nullable String credential, Credentials credentials) {
    return credential != null && lockout.heldBack(credential, credentials.fingerprint());
  }

  @Override
  public List<InetAddress> addresses(Probe probe) {
    return inner.addresses(probe);
  }

  @Override
  public void forget(String probe) {
    inner.forget(probe);
  }
}
