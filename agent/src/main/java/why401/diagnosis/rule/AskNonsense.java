package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// Does the target tell a wrong credential from a missing one?
public final class AskNonsense implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    boolean separates =
        c.deliveryUncertain()
            || c.forbidden()
            || c.kind() == Kind.PASSWORD
            || c.kind() == Kind.KEY
            || !c.context().capabilities().renewable();
    return separates && c.anonymous().isPresent() && !c.inactive() && c.kind() != Kind.SESSION
        ? Optional.of(new Experiment.NonsenseControl())
        : Optional.empty();
  }
}
