package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// Is a fresh token accepted?
public final class AskRenewed implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    return c.deliveryUncertain() || c.controlOpened()
        ? Optional.empty()
        : Optional.of(new Experiment.RenewedToken());
  }
}
