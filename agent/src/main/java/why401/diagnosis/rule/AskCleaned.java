package why401.diagnosis.rule;

import java.util.Optional;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// The secret has stray characters: is it accepted without them?
public final class AskCleaned implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    boolean cleanable = c.sent().damage().stream().anyMatch(SecretDefect::cleanable);
    return cleanable && !c.sameSecretWorked()
        ? Optional.of(new Experiment.CleanedSecret())
        : Optional.empty();
  }
}
