package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// A resource is configured that the credential is known to open: does it?
public final class AskControl implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    boolean goodToken = c.kind() == Kind.TOKEN && c.active();
    boolean worth = goodToken || c.forbidden() || c.kind() == Kind.PASSWORD || c.kind() == Kind.KEY;
    return worth && !c.deliveryUncertain()
        ? Optional.of(new Experiment.ControlResource())
        : Optional.empty();
  }
}
