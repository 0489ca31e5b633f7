package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// A fresh token was accepted: is the old one still refused, or did the target just recover?
public final class AskOldAgain implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    boolean fresh = c.renewed().filter(one -> one.observation().accepted()).isPresent();
    int nth = (int) c.answers(Experiment.IdenticalRetry.class).count() + 1;
    return fresh && !c.inactive() && !enough(c)
        ? Optional.of(new Experiment.IdenticalRetry(nth))
        : Optional.empty();
  }

  /// What the issuer stands by cannot be settled by asking the target more often.
  private static boolean enough(EvidenceView c) {
    return c.active()
        ? RenewedTokenAccepted.refusedBeforeAndAfter(c)
        : RenewedTokenAccepted.steady(c);
  }
}
