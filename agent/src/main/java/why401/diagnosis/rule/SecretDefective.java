package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// The secret is visibly damaged, and was never accepted so.
final class SecretDefective implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean plain =
        c.sent().damage().stream()
            .anyMatch(
                damage ->
                    c.kind() != CredentialFacts.Kind.PASSWORD || damage == SecretDefect.LINE_BREAK);
    if (c.sent().damage().isEmpty() || c.sameSecretWorked()) {
      return Optional.empty();
    }
    boolean cleanRefused =
        c.observed(Experiment.CleanedSecret.class).filter(Observation::refused).isPresent();
    Hypothesis hypothesis =
        plain && !(cleanRefused && c.kind() == CredentialFacts.Kind.PASSWORD)
            ? Hypothesis.likely(Cause.TOKEN_MALFORMED)
            : Hypothesis.possible(Cause.TOKEN_MALFORMED);
    Hypothesis told = hypothesis.because(From.TOKEN, CleanedSecretAccepted.damage(c.sent()));
    return cleanRefused
        ? told.because(From.EXPERIMENT, "It is refused without that too.").told()
        : told.told();
  }
}
