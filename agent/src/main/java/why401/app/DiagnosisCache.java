package why401.app;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;

/// What a probe's refusals look like and what was found about them, so that the same refusal is not
/// examined at every run.
///
/// @param look of the refusal that was examined
/// @param status its HTTP status, 0 if nothing was sent
/// @param found by the last examination, with all that was observed since the first
/// @param looks examinations so far
/// @param nextLook when the same refusal is examined again
record DiagnosisCache(
    String look, int status, Diagnosis.Concluded found, int looks, Instant nextLook) {
  /// Causes that a single further refusal contradicts: the thing had been put right, or had passed.
  private static final Set<Cause> PASSING =
      EnumSet.of(Cause.TRANSIENT, Cause.TOKEN_REVOKED, Cause.TOKEN_EXPIRED, Cause.SESSION_STALE);

  private static final int PROMPT_LOOKS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(32);

  /// The first examination of a refusal.
  static DiagnosisCache first(String look, Outcome outcome, Diagnosis.Concluded found) {
    return new DiagnosisCache(
        look, statusOf(outcome), found, 1, outcome.at().plus(pause(found.verdict(), 1)));
  }

  /// A further examination: it knew what was observed before, so it holds, be it weaker or
  /// stronger.
  DiagnosisCache again(String newLook, Outcome outcome, Diagnosis.Concluded found) {
    int count = look.equals(newLook) ? looks + 1 : 1;
    return new DiagnosisCache(
        newLook, statusOf(outcome), found, count, outcome.at().plus(pause(found.verdict(), count)));
  }

  Verdict verdict() {
    return found.verdict();
  }

  Observations observations() {
    return found.observations();
  }

  private static int statusOf(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.exchange().status() : 0;
  }

  /// Whether a refusal that looks like `other` needs an examination at `now`.
  boolean needsLook(String other, Instant now) {
    return !look.equals(other) || !now.isBefore(nextLook);
  }

  private static Duration pause(Verdict verdict, int looks) {
    if (PASSING.contains(verdict.cause()) && looks < PROMPT_LOOKS) {
      return Duration.ZERO;
    }
    if (verdict.confidence() == Confidence.CERTAIN) {
      return LONGEST_PAUSE;
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(looks, 5));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /// What of a refusal tells it from another: not the time, not a nonce, not a renewed token.
  static String lookOf(Outcome outcome, boolean renewable) {
    return switch (outcome) {
      case Outcome.Refused refused ->
          refused.shape()
              + " "
              + refused.exchange().status()
              + " "
              + refused.exchange().headers("WWW-Authenticate").stream()
                  .map(value -> value.replaceAll("(nonce|opaque|ts)=\"[^\"]*\"", ""))
                  .toList()
              + (renewable ? "" : refused.exchange().sent().fingerprint());
      case Outcome.Withheld withheld ->
          "withheld "
              + withheld.failure().reason()
              + " "
              + withheld.failure().status()
              + " "
              + withheld.failure().error();
      case Outcome.Accepted _, Outcome.Unexpected _, Outcome.Unreachable _ ->
          throw new IllegalArgumentException("outcome: not refused (expected: a refusal)");
    };
  }
}
