package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// What does the target answer to nobody?
public final class AskAnonymous implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    return c.inactive() ? Optional.empty() : Optional.of(new Experiment.AnonymousControl());
  }
}
