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
    boolean password = ProofFacts.of(proof).kind() == ProofFacts.Kind.PASSWORD;
    if (!waited(password && pause.compareTo(PASSWORD_PAUSE) < 0 ? PASSWORD_PAUSE : pause)) {
      return new Answer.Declined(question, "the agent is ending");
    }
    return credential != null && password
        ? guarded(question, scene, proof, variation, credential)
        : answer(question, observe(scene, proof, variation));
  }

  /// Waits; false if the agent is ending.
  boolean waited(Duration pause) {
    try {
      sleeper.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Answer guarded(
      Question question, Scene scene, Proof proof, Variation variation, String credential) {
    String fingerprint = proof.fingerprint();
    if (!guard.mayTry(credential, fingerprint)) {
      return new Answer.Declined(
          question, "another refusal of this password could lock its account");
    }
    Observation observation = observe(scene, proof, variation);
    if (observation.accepted()) {
      guard.accepted(credential, fingerprint);
    } else if (observation.refused()) {
      guard.refused(credential, fingerprint);
    } else {
      guard.unknown(credential, fingerprint);
    }
    return answer(question, observation);
  }

  /// A request that was held back at the last moment, as with a token that ended meanwhile, was
  /// none.
  static Answer answer(Question question, Observation observation) {
    return observation.outcome() instanceof Outcome.Withheld withheld
        ? new Answer.Declined(question, withheld.fault().description())
        : new Answer.Observed(question, observation);
  }

  private Observation observe(Scene scene, Proof proof, Variation variation) {
    return Observation.of(prober.send(scene.probe(), proof, variation), reader);
  }
}
