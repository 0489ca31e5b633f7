package why401.diagnosis;

import java.util.Optional;
import java.util.stream.Collectors;
import why401.diagnosis.Finding.From;

/// The secret is accepted without its stray characters.
final class CleanedFormAccepted implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    return c.observed(Experiment.CLEANED_SECRET)
        .filter(Observation::accepted)
        .map(
            _ ->
                Draft.certain(Cause.TOKEN_MALFORMED)
                    .because(From.TOKEN, damage(c.sent()))
                    .because(From.EXPERIMENT, "Without that, the same secret was accepted."));
  }

  static String damage(ProofFacts sent) {
    return sent.damage().stream()
        .sorted()
        .map(ProofFacts.Damage::words)
        .collect(Collectors.joining(", and ", "What was sent has ", "."));
  }
}
