package why401.diagnosis.rule;

import java.util.Optional;
import java.util.stream.Collectors;
import why401.cause.Cause;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// The secret is accepted without its stray characters.
public final class CleanedSecretAccepted implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    return c.observed(Experiment.CleanedSecret.class)
        .filter(Observation::accepted)
        .map(
            _ ->
                Hypothesis.certain(Cause.TOKEN_MALFORMED)
                    .because(From.TOKEN, damage(c.sent()))
                    .because(From.EXPERIMENT, "Without that, the same secret was accepted."));
  }

  public static String damage(CredentialFacts sent) {
    return sent.damage().stream()
        .sorted()
        .map(SecretDefect::words)
        .collect(Collectors.joining(", and ", "What was sent has ", "."));
  }
}
