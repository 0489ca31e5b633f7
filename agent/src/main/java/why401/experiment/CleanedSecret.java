package why401.experiment;

import java.time.Duration;
import java.util.Optional;
import why401.diagnosis.Answer;
import why401.diagnosis.ProofFacts;
import why401.diagnosis.Question;
import why401.probe.Variation;
import why401.token.Proof;

/// Sends the secret without stray blanks, line breaks, quotes and prefixes.
record CleanedSecret(Bench bench) implements Trial<Question.CleanedSecret> {
  @Override
  public Answer perform(Question.CleanedSecret question, Scene scene, int left) {
    Optional<Proof> cleaned = ProofFacts.cleaned(scene.proof());
    if (cleaned.isEmpty()) {
      return new Answer.Declined(question, "there is nothing to clean");
    }
    return bench.send(
        question,
        scene,
        cleaned.get(),
        new Variation.WithProof(cleaned.get()),
        Duration.ofMillis(500));
  }
}
