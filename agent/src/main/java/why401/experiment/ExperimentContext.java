package why401.experiment;

import java.time.Duration;
import why401.diagnosis.evidence.CredentialFacts;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.probe.Outcome;
import why401.probe.Prober;
import why401.probe.RequestVariation;
import why401.response.ResponseInterpreter;
import why401.time.Sleeper;
import why401.token.Credentials;
import why401.token.TokenSource;

/// What every experiment works with.
record ExperimentContext(
    Prober prober,
    TokenSource tokens,
    ResponseInterpreter reader,
    AttemptGuard guard,
    Sleeper sleeper) {
  /// Two failures within a second count as an attack at some identity providers.
  static final Duration PASSWORD_PAUSE = Duration.ofSeconds(2);

  /// Sends one request after a pause and reads its answer.
  ExperimentResult send(
      Experiment experiment,
      RefusedRun run,
      Credentials credentials,
      RequestVariation variation,
      Duration pause) {
    String credential = run.probe().credential();
    boolean password = CredentialFacts.of(credentials).kind() == CredentialFacts.Kind.PASSWORD;
    if (!waited(password && pause.compareTo(PASSWORD_PAUSE) < 0 ? PASSWORD_PAUSE : pause)) {
      return new ExperimentResult.Declined(experiment, "the agent is ending");
    }
    return credential != null && password
        ? guarded(experiment, run, credentials, variation, credential)
        : answer(experiment, observe(run, credentials, variation));
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

  private ExperimentResult guarded(
      Experiment experiment,
      RefusedRun run,
      Credentials credentials,
      RequestVariation variation,
      String credential) {
    String fingerprint = credentials.fingerprint();
    if (!guard.mayTry(credential, fingerprint)) {
      return new ExperimentResult.Declined(
          experiment, "another refusal of this password could lock its account");
    }
    Observation observation = observe(run, credentials, variation);
    if (observation.accepted()) {
      guard.accepted(credential, fingerprint);
    } else if (observation.refused()) {
      guard.refused(credential, fingerprint);
    } else {
      guard.unknown(credential, fingerprint);
    }
    return answer(experiment, observation);
  }

  /// A request that was held back at the last moment, as with a token that ended meanwhile, was
  /// none.
  static ExperimentResult answer(Experiment experiment, Observation observation) {
    return observation.outcome() instanceof Outcome.Withheld withheld
        ? new ExperimentResult.Declined(experiment, withheld.failure().description())
        : new ExperimentResult.Observed(experiment, observation);
  }

  private Observation observe(RefusedRun run, Credentials credentials, RequestVariation variation) {
    return Observation.of(prober.send(run.probe(), credentials, variation), reader);
  }
}
