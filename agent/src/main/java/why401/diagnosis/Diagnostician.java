package why401.diagnosis;

import java.util.List;
import java.util.Optional;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.report.VerdictWriter;
import why401.diagnosis.rule.ReplicaAgreement;
import why401.diagnosis.rule.RuleOrder;
import why401.diagnosis.rule.WithheldRunDiagnosis;
import why401.diagnosis.verdict.Hypothesis;

/// Examines evidence: a pure function to a verdict or to the next question.
public final class Diagnostician {
  private static final Hypothesis UNDECIDED = Hypothesis.possible(Cause.UNKNOWN);

  /// Concludes if the evidence decides, or if nothing that may be asked would decide it; otherwise
  /// asks the cheapest and safest question that separates the causes left.
  public Diagnosis examine(Evidence evidence) {
    return switch (evidence.symptom()) {
      case Symptom.Withheld withheld ->
          concluded(evidence, WithheldRunDiagnosis.judge(evidence, withheld));
      case Symptom.Refused refused -> examine(new EvidenceView(evidence, refused));
    };
  }

  private static Diagnosis examine(EvidenceView c) {
    List<Hypothesis> drafts = RuleOrder.judge(c);
    Optional<Hypothesis> decided =
        drafts.stream()
            .filter(hypothesis -> hypothesis.confidence() == Confidence.CERTAIN)
            .findFirst();
    if (decided
        .filter(hypothesis -> ReplicaAgreement.needsMoreReplies(c, hypothesis))
        .isPresent()) {
      return ReplicaAgreement.next(c)
          .<Diagnosis>map(Diagnosis.Asks::new)
          .orElseGet(() -> concluded(c.evidence(), ReplicaAgreement.doubted(c, decided.get())));
    }
    Hypothesis best = decided.orElseGet(() -> drafts.isEmpty() ? UNDECIDED : drafts.getFirst());
    if (best.enough()) {
      return concluded(c.evidence(), best);
    }
    return ExperimentPlan.next(c)
        .<Diagnosis>map(Diagnosis.Asks::new)
        .orElseGet(() -> concluded(c.evidence(), best));
  }

  private static Diagnosis concluded(Evidence evidence, Hypothesis hypothesis) {
    return new Diagnosis.Concluded(VerdictWriter.tell(evidence, hypothesis));
  }
}
