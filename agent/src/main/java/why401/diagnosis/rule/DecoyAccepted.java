package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// The target accepts a credential that can belong to nobody, and refuses ours.
final class DecoyAccepted implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean nonsense = c.nonsense().filter(Observation::accepted).isPresent();
    boolean open = c.anonymous().filter(Observation::accepted).isPresent();
    return nonsense && !open
        ? Hypothesis.certain(Cause.SERVER_MISCONFIGURED)
            .because(
                From.EXPERIMENT,
                "The target accepted a credential that belongs to nobody while it refused ours.")
            .told()
        : Optional.empty();
  }
}
