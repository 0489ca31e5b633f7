package why401.experiment;

import java.time.Duration;
import java.util.Optional;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.probe.RequestVariation;
import why401.token.Credentials;

/// Sends the secret without stray blanks, line breaks, quotes and prefixes.
record CleanedSecret(ExperimentContext context) implements Trial<Experiment.CleanedSecret> {
  @Override
  public ExperimentResult perform(Experiment.CleanedSecret question, RefusedRun run, int left) {
    Optional<Credentials> cleaned = CredentialFacts.cleaned(run.credentials());
    if (cleaned.isEmpty()) {
      return new ExperimentResult.Declined(question, "there is nothing to clean");
    }
    return context.send(
        question,
        run,
        cleaned.get(),
        new RequestVariation.WithProof(cleaned.get()),
        Duration.ofMillis(500));
  }
}
