package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// The target answers a token as it answers nobody: would it notice one that cannot be a token?
public final class AskMalformed implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    boolean alike = c.likeAnonymous() && c.sameAsDecoy();
    boolean other = c.otherSchemeOffered();
    return c.deliveryUncertain() && alike && !other
        ? Optional.of(new Experiment.MalformedControl())
        : Optional.empty();
  }
}
