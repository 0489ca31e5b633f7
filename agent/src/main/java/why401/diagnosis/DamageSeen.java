package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Damage;

/// The secret is visibly damaged, and was never accepted so.
final class DamageSeen implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean plain =
        c.sent().damage().stream()
            .anyMatch(
                damage -> c.kind() != ProofFacts.Kind.PASSWORD || damage == Damage.LINE_BREAK);
    if (c.sent().damage().isEmpty() || c.sameSecretWorked()) {
      return Optional.empty();
    }
    boolean cleanRefused =
        c.observed(Experiment.CLEANED_SECRET).filter(Observation::refused).isPresent();
    Draft draft =
        plain && !(cleanRefused && c.kind() == ProofFacts.Kind.PASSWORD)
            ? Draft.likely(Cause.TOKEN_MALFORMED)
            : Draft.possible(Cause.TOKEN_MALFORMED);
    Draft told = draft.because(From.TOKEN, CleanedFormAccepted.damage(c.sent()));
    return cleanRefused
        ? told.because(From.EXPERIMENT, "It is refused without that too.").told()
        : told.told();
  }
}
