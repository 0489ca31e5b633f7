package why401.run;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;

/// The diagnosis of a probe's refusal and the signature of that refusal, so that the same refusal
/// is not diagnosed at every run.
///
/// @param signature of the refusal that was diagnosed
/// @param status its HTTP status, 0 if nothing was sent
/// @param found the last diagnosis, with everything that was observed since the first
/// @param diagnoses how many so far
/// @param nextDiagnosis when the same refusal is diagnosed again
/// @param examined when and as what it was examined, perhaps at another probe
public record DiagnosisCache(
    String signature,
    int status,
    Diagnosis.Concluded found,
    int diagnoses,
    Instant nextDiagnosis,
    Examined examined) {
  /// An examination.
  ///
  /// @param at when it began
  /// @param key of the refusals that share it, or null if it is not shared
  record Examined(Instant at, @Nullable RefusalKey key) {}

  /// Causes that a single further refusal contradicts, since they were fixed or had passed.
  private static final Set<Cause> PASSING =
      EnumSet.of(Cause.TRANSIENT, Cause.TOKEN_REVOKED, Cause.TOKEN_EXPIRED, Cause.SESSION_STALE);

  /// Before the fingerprint of what was sent, in a signature.
  private static final String SENT = " sent=";

  private static final int PROMPT_DIAGNOSES = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(32);

  /// The first diagnosis of a refusal.
  static DiagnosisCache first(String signature, Outcome outcome, Diagnosis.Concluded found) {
    return new DiagnosisCache(
        signature,
        statusOf(outcome),
        found,
        1,
        outcome.at().plus(pause(found.verdict(), 1)),
        new Examined(outcome.at(), null));
  }

  /// The same, examined otherwise.
  DiagnosisCache examined(Instant at, @Nullable RefusalKey key) {
    return new DiagnosisCache(
        signature, status, found, diagnoses, nextDiagnosis, new Examined(at, key));
  }

  /// The same refusal with what was found at another probe meanwhile.
  DiagnosisCache taking(SharedDiagnoses.Dated other) {
    return new DiagnosisCache(
        signature,
        status,
        other.found(),
        diagnoses,
        nextDiagnosis,
        new Examined(other.at(), other.key()));
  }

  /// A further diagnosis. It knew what was observed before, so it replaces the previous one,
  /// whether it is weaker or stronger.
  DiagnosisCache again(String newSignature, Outcome outcome, Diagnosis.Concluded found) {
    int count = signature.equals(newSignature) ? diagnoses + 1 : 1;
    return new DiagnosisCache(
        newSignature,
        statusOf(outcome),
        found,
        count,
        outcome.at().plus(pause(found.verdict(), count)),
        new Examined(outcome.at(), null));
  }

  /// The verdict that was found.
  public Verdict verdict() {
    return found.verdict();
  }

  Observations observations() {
    return found.observations();
  }

  private static int statusOf(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.exchange().status() : 0;
  }

  /// Whether a refusal with the signature `other` needs a diagnosis at `now`.
  boolean needsDiagnosis(String other, Instant now) {
    return !same(other) || !now.isBefore(nextDiagnosis);
  }

  /// What was diagnosed at another member says nothing of the secret that was sent.
  private boolean same(String other) {
    return signature.equals(other) || signature.equals(anywhere(other));
  }

  /// A signature without what differs from process to process.
  static String anywhere(String signature) {
    int sent = signature.indexOf(SENT);
    return sent < 0 ? signature : signature.substring(0, sent);
  }

  private static Duration pause(Verdict verdict, int diagnoses) {
    if (PASSING.contains(verdict.cause()) && diagnoses < PROMPT_DIAGNOSES) {
      return Duration.ZERO;
    }
    if (verdict.confidence() == Confidence.CERTAIN) {
      return LONGEST_PAUSE;
    }
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(diagnoses, 5));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /// What distinguishes a refusal from another: not the time, a nonce or a renewed token.
  static String signatureOf(Outcome outcome, boolean renewable) {
    return switch (outcome) {
      case Outcome.Refused refused ->
          refused.shape()
              + " "
              + refused.exchange().status()
              + " "
              + refused.exchange().headers("WWW-Authenticate").stream()
                  .map(value -> value.replaceAll("(nonce|opaque|ts)=\"[^\"]*\"", ""))
                  .toList()
              + (renewable ? "" : SENT + refused.exchange().sent().fingerprint());
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
