package why401.experiment;

import java.time.Duration;
import why401.challenge.Reader;
import why401.diagnosis.Answer;
import why401.diagnosis.Observation;
import why401.diagnosis.ProofFacts;
import why401.diagnosis.Question;
import why401.probe.Outcome;
import why401.probe.Prober;
import why401.probe.Variation;
import why401.token.Proof;
import why401.token.Tokens;

/// What every experiment works with.
record Bench(Prober prober, Tokens tokens, Reader reader, AttemptGuard guard, Sleeper sleeper) {
  /// Two failures within a second count as an attack at some identity providers.
  static final Duration PASSWORD_PAUSE = Duration.ofSeconds(2);

  /// Sends one request after a pause and reads its answer.
  Answer send(Question question, Scene scene, Proof proof, Variation variation, Duration pause) {
    String credential = scene.probe().credential();
    boolean password =
        credential != null && ProofFacts.of(proof).kind() == ProofFacts.Kind.PASSWORD;
    if (password && !guard.claim(credential)) {
      return new Answer.Declined(
          question, "no further attempt with this password, so that its account is not locked");
    }
    boolean refused = true;
    try {
      sleeper.sleep(password && pause.compareTo(PASSWORD_PAUSE) < 0 ? PASSWORD_PAUSE : pause);
      Outcome outcome = prober.send(scene.probe(), proof, variation);
      Observation observation = Observation.of(outcome, reader);
      refused = observation.refused();
      return new Answer.Observed(question, observation);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      refused = false;
      return new Answer.Declined(question, "the agent is ending");
    } finally {
      if (password) {
        guard.settle(credential, refused);
      }
    }
  }
}
