package why401.token.renewal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import why401.token.Token;

/// What targets said of the tokens of one credential: the last that was accepted, and one that died
/// early and whose successor has not been accepted yet.
public final class AcceptedTokens {
  /// A token that died early.
  ///
  /// @param expired whether the target called it expired
  /// @param revoked whether the target called it revoked
  public record EarlyDeath(Token token, Duration age, boolean expired, boolean revoked) {}

  /// One previous token may have been revoked for a reason of its own.
  private static final int HABIT = 2;

  private long newest;
  private long refused;
  private int times;
  private int revocations;
  private int retreats;
  private int refusedPrevious;
  private @Nullable EarlyDeath death;

  /// A target accepted `token`.
  ///
  /// @return the early death that it proves, if there was one
  public synchronized @Nullable EarlyDeath accepted(Token token) {
    refusedPrevious = token.generation() < newest ? 0 : refusedPrevious;
    newest = Math.max(newest, token.generation());
    times = 0;
    EarlyDeath proven = death;
    if (proven == null || proven.token().generation() >= token.generation()) {
      return null;
    }
    death = null;
    return proven;
  }

  /// Whether that generation was accepted anywhere.
  public synchronized boolean wasAccepted(long generation) {
    return newest == generation;
  }

  /// A target refused that generation; how often it was refused in a row.
  public synchronized int refused(long generation) {
    times = refused == generation ? times + 1 : 1;
    refused = generation;
    return times;
  }

  /// A token died early; proven when its successor is accepted.
  public synchronized void died(EarlyDeath early) {
    death = early;
  }

  /// A token was revoked before its end; how often that happened.
  public synchronized int revoked() {
    return ++revocations;
  }

  /// The previous token was sent again; how often that happened.
  public synchronized int wentBack() {
    return ++retreats;
  }

  /// A previous token was refused with life left; whether that now looks like a habit of the
  /// issuer.
  public synchronized boolean revokesPrevious() {
    return ++refusedPrevious == HABIT;
  }

  /// Whether the previous token can be counted on.
  public synchronized boolean keepsPrevious() {
    return refusedPrevious < HABIT;
  }
}
