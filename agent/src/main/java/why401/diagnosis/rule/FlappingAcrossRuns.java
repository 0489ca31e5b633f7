package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// A good credential that was accepted and refused in turn, by this probe's own runs or by those of
/// its neighbours, though it was always refused while it was examined: of two replicas the bad one
/// answers four times in a row once in eight.
final class FlappingAcrossRuns implements Rule {
  /// Went back and forth so often, it is no accident.
  private static final int OFTEN = 3;

  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    int flips = c.evidence().background().history().flips();
    int mixed = c.evidence().background().neighbours().mixed();
    if (!good(c) || RenewedTokenAccepted.steady(c) || (flips < OFTEN && mixed == 0)) {
      return Optional.empty();
    }
    Hypothesis hypothesis = Hypothesis.likely(Cause.INCONSISTENT_BACKENDS);
    Hypothesis own =
        flips < OFTEN
            ? hypothesis
            : hypothesis.because(
                From.HISTORY,
                "The last runs went back and forth between accepted and refused %d times."
                    .formatted(flips));
    return mixed == 0
        ? own.told()
        : own.because(
                From.HISTORY,
                "%s of the same target %s accepted and refused in turn right now."
                    .formatted(
                        mixed == 1 ? "Another probe" : mixed + " other probes",
                        mixed == 1 ? "is" : "are"))
            .told();
  }

  /// Exactly this secret was accepted before, nobody names a fault of it, and its issuer, where
  /// there is one, stands by it.
  private static boolean good(EvidenceView c) {
    boolean vouched = c.kind() == Kind.TOKEN ? c.active() : c.kind() != Kind.NONE;
    return c.sameSecretWorked() && vouched && c.interpretation().named().isEmpty();
  }
}
