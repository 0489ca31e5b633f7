package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// The same credential opens the control resource: it is good, the rights to this one are not.
final class ControlOpened implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean opened =
        c.observed(Experiment.CONTROL_RESOURCE).filter(Observation::accepted).isPresent();
    if (!opened) {
      return Optional.empty();
    }
    Draft draft =
        Draft.of(Cause.INSUFFICIENT_SCOPE, c.forbidden() && c.repeats().asked() > 0)
            .because(
                From.EXPERIMENT,
                "The same credential opens the control resource, so it is good; only this resource"
                    + " refuses it.");
    return c.forbidden() || c.kind() == Kind.TOKEN
        ? draft.told()
        : draft
            .because(
                From.RESPONSE,
                "It says so with %d, as servers do that check rights and password in one step."
                    .formatted(c.status()))
            .told();
  }
}
