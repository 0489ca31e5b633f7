package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// The same credential opens the control resource: it is good, the rights to this one are not.
final class ControlResourceAccepted implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean opened =
        c.observed(Experiment.ControlResource.class).filter(Observation::accepted).isPresent();
    if (!opened) {
      return Optional.empty();
    }
    Hypothesis hypothesis =
        Hypothesis.of(Cause.INSUFFICIENT_SCOPE, c.forbidden() && c.repeats().asked() > 0)
            .because(
                From.EXPERIMENT,
                "The same credential opens the control resource, so it is good; only this resource"
                    + " refuses it.");
    return c.forbidden() || c.kind() == Kind.TOKEN
        ? hypothesis.told()
        : hypothesis
            .because(
                From.RESPONSE,
                "It says so with %d, as servers do that check rights and password in one step."
                    .formatted(c.status()))
            .told();
  }
}
