package why401.experiment;

import java.net.URI;
import java.time.Duration;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.probe.RequestVariation;

/// Asks for the control resource with the same credential.
record ControlResource(ExperimentContext context) implements Trial<Experiment.ControlResource> {
  @Override
  public ExperimentResult perform(Experiment.ControlResource question, RefusedRun run, int left) {
    URI url = run.probe().controlUrl();
    if (url == null) {
      return new ExperimentResult.Declined(question, "no control-url is configured");
    }
    return context.send(
        question,
        run,
        run.credentials(),
        new RequestVariation.ControlResource(url),
        Duration.ofMillis(500));
  }
}
