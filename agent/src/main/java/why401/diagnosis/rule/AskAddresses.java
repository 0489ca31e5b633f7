package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// The target has several addresses: does each of them refuse?
public final class AskAddresses implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    boolean worked = c.lastAccepted() != null && c.kind() != Kind.NONE;
    int left = c.evidence().budget().requests();
    int reserve = Feasibility.may(c, new Experiment.RenewedToken()) ? 2 : 0;
    return worked
            && left - reserve >= c.context().capabilities().addresses() * c.refusal().requests()
            && !c.inactive()
        ? Optional.of(new Experiment.EachAddress())
        : Optional.empty();
  }
}
