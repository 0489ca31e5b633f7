package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// Nothing has decided about a token: does the control resource open?
public final class AskControlLate implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    return c.kind() == Kind.TOKEN && !c.inactive()
        ? Optional.of(new Experiment.ControlResource())
        : Optional.empty();
  }
}
