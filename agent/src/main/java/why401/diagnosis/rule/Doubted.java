package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// Asks first of all about arrival when the target seems not to have seen the credential.
public final class Doubted implements Inquiry {
  private final Inquiry inquiry;

  public Doubted(Inquiry inquiry) {
    this.inquiry = inquiry;
  }

  @Override
  public Optional<Experiment> next(EvidenceView c) {
    return c.deliveryUncertain() || c.forbidden() ? inquiry.next(c) : Optional.empty();
  }
}
