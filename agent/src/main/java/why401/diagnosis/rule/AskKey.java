package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.JwtFacts;

/// Is the key that signed the token still published?
public final class AskKey implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    return c.forbidden() || c.deliveryUncertain()
        ? Optional.empty()
        : c.jwt().map(JwtFacts::keyId).map(Experiment.KeyLookup::new);
  }
}
