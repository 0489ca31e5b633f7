package why401.experiment;

import java.time.Duration;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.probe.RequestVariation;
import why401.token.Credentials;

/// Sends the request without the credential.
record AnonymousControl(ExperimentContext context) implements Trial<Experiment.AnonymousControl> {
  @Override
  public ExperimentResult perform(Experiment.AnonymousControl question, RefusedRun run, int left) {
    return context.send(
        question, run, new Credentials.None(), new RequestVariation.Anonymous(), Duration.ZERO);
  }
}
