package why401;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import why401.experiment.AttemptGuard;
import why401.experiment.Sleeper;
import why401.probe.Outcome;
import why401.token.PasswordGuard;
import why401.token.Proof;

/// Asks the guard before a password is shown, for scheduled runs and for experiments, and tells it
/// how that ended. What locks no account passes.
final class PasswordGate implements AttemptGuard {
  private static final Duration LOOK = Duration.ofMillis(20);

  /// Longer than the pause that the guard keeps after a refusal.
  private static final Duration TURN = Duration.ofSeconds(3);

  private final PasswordGuard guard;
  private final Sleeper sleeper;
  private final LongSupplier nanos;

  PasswordGate(PasswordGuard guard, Sleeper sleeper, LongSupplier nanos) {
    this.guard = guard;
    this.sleeper = sleeper;
    this.nanos = nanos;
  }

  /// Whether a run may leave. While another run tries the same password for the first time, it
  /// waits for what comes of that, at most `patience`.
  boolean open(@Nullable String credential, Proof proof, Duration patience) {
    if (credential == null || !isPassword(proof)) {
      return true;
    }
    String fingerprint = proof.fingerprint();
    return waitForTurn(credential, fingerprint, patience);
  }

  private boolean waitForTurn(String credential, String fingerprint, Duration patience) {
    long end = nanos.getAsLong() + patience.toNanos();
    while (!guard.mayTry(credential, fingerprint)) {
      if (guard.heldBack(credential, fingerprint) || nanos.getAsLong() - end >= 0) {
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
  boolean heldBack(@Nullable String credential, Proof proof) {
    return credential != null && guard.heldBack(credential, proof.fingerprint());
  }

  /// How a run that left ended.
  void ended(@Nullable String credential, Proof proof, Outcome outcome) {
    if (credential == null || !isPassword(proof)) {
      return;
    }
    switch (outcome) {
      case Outcome.Accepted _ -> guard.accepted(credential, proof.fingerprint());
      case Outcome.Refused refused -> {
        // Another resource accepts the very password: here a right is missing.
        if (refused.shape() == Outcome.Shape.FORBIDDEN
            && guard.isGood(credential, proof.fingerprint())) {
          guard.unknown(credential, proof.fingerprint());
        } else {
          guard.refused(credential, proof.fingerprint());
        }
      }
      case Outcome.Unexpected _, Outcome.Unreachable _, Outcome.Withheld _ ->
          guard.unknown(credential, proof.fingerprint());
    }
  }

  private static boolean isPassword(Proof proof) {
    return switch (proof) {
      case Proof.Basic _, Proof.Digest _ -> true;
      // A header that somebody wrote out is Basic all the same.
      case Proof.Key key -> key.scheme().equals("Basic");
      case Proof.None _, Proof.StaticBearer _, Proof.AccessToken _, Proof.Session _ -> false;
    };
  }

  @Override
  public boolean heldBack(String credential, String fingerprint) {
    return guard.heldBack(credential, fingerprint);
  }

  @Override
  public boolean mayTry(String credential, String fingerprint) {
    return waitForTurn(credential, fingerprint, TURN);
  }

  @Override
  public void refused(String credential, String fingerprint) {
    guard.refused(credential, fingerprint);
  }

  @Override
  public void accepted(String credential, String fingerprint) {
    guard.accepted(credential, fingerprint);
  }

  @Override
  public void unknown(String credential, String fingerprint) {
    guard.unknown(credential, fingerprint);
  }
}
