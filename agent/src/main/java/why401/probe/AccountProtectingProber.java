package why401.probe;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import why401.experiment.AttemptGuard;
import why401.time.Sleeper;
import why401.token.Credentials;
import why401.token.lockout.LockoutGuard;

/// Asks the guard before a password is shown, for scheduled runs and for experiments, and tells it
/// how that ended. What locks no account passes.
public final class AccountProtectingProber implements AttemptGuard {
  private static final Duration LOOK = Duration.ofMillis(20);

  /// Longer than the pause that the guard keeps after a refusal.
  private static final Duration TURN = Duration.ofSeconds(3);

  private final LockoutGuard lockout;
  private final Sleeper sleeper;
  private final LongSupplier nanos;

  public AccountProtectingProber(LockoutGuard lockout, Sleeper sleeper, LongSupplier nanos) {
    this.lockout = lockout;
    this.sleeper = sleeper;
    this.nanos = nanos;
  }

  /// Whether a run may leave. While another run tries the same password for the first time, it
  /// waits for what comes of that, at most `patience`.
  public boolean open(@Nullable String credential, Credentials credentials, Duration patience) {
    if (credential == null || !isPassword(credentials)) {
      return true;
    }
    String fingerprint = credentials.fingerprint();
    return waitForTurn(credential, fingerprint, patience);
  }

  private boolean waitForTurn(String credential, String fingerprint, Duration patience) {
    long end = nanos.getAsLong() + patience.toNanos();
    while (!lockout.mayTry(credential, fingerprint)) {
      if (lockout.heldBack(credential, fingerprint) || nanos.getAsLong() - end >= 0) {
        return false;
      }
      try {
        sleeper.sleep(LOOK);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /// Whether the password is held back because it was refused too often.
  public boolean heldBack(@Nullable String credential, Credentials credentials) {
    return credential != null && lockout.heldBack(credential, credentials.fingerprint());
  }

  /// How a run that left ended.
  public void ended(@Nullable String credential, Credentials credentials, Outcome outcome) {
    if (credential == null || !isPassword(credentials)) {
      return;
    }
    switch (outcome) {
      case Outcome.Accepted _ -> lockout.accepted(credential, credentials.fingerprint());
      case Outcome.Refused refused -> {
        // Another resource accepts the very password: here a right is missing.
        if (refused.shape() == Outcome.Shape.FORBIDDEN
            && lockout.isGood(credential, credentials.fingerprint())) {
          lockout.unknown(credential, credentials.fingerprint());
        } else {
          lockout.refused(credential, credentials.fingerprint());
        }
      }
      case Outcome.Unexpected _, Outcome.Unreachable _, Outcome.Withheld _ ->
          lockout.unknown(credential, credentials.fingerprint());
    }
  }

  private static boolean isPassword(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Basic _, Credentials.Digest _ -> true;
      // A header that somebody wrote out is Basic all the same.
      case Credentials.Key key -> key.scheme().equals("Basic");
      case Credentials.None _,
          Credentials.StaticBearer _,
          Credentials.AccessToken _,
          Credentials.Session _ ->
          false;
    };
  }

  @Override
  public boolean heldBack(String credential, String fingerprint) {
    return lockout.heldBack(credential, fingerprint);
  }

  @Override
  public boolean mayTry(String credential, String fingerprint) {
    return waitForTurn(credential, fingerprint, TURN);
  }

  @Override
  public void refused(String credential, String fingerprint) {
    lockout.refused(credential, fingerprint);
  }

  @Override
  public void accepted(String credential, String fingerprint) {
    lockout.accepted(credential, fingerprint);
  }

  @Override
  public void unknown(String credential, String fingerprint) {
    lockout.unknown(credential, fingerprint);
  }
}
