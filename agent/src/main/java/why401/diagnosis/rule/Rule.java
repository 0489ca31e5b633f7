package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Hypothesis;

/// One way to read the evidence about a refusal.
interface Rule {
  /// What follows from it, if anything does.
  Optional<Hypothesis> judge(EvidenceView c);
}
