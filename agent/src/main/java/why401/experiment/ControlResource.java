package why401.experiment;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.probe.RequestVariation;
import why401.token.Credentials;

/// Asks for the control resource with the same credential and, if that opens it, without one.
record ControlResource(ExperimentContext context) implements Trial<Experiment.ControlResource> {
  @Override
  public ExperimentResult perform(Experiment.ControlResource question, RefusedRun run, int left) {
    URI url = run.probe().controlUrl();
    if (url == null) {
      return new ExperimentResult.Declined(question, "no control-url is configured");
    }
    RequestVariation there = new RequestVariation.ControlResource(url);
    ExperimentResult ours =
        context.send(question, run, run.credentials(), there, Duration.ofMillis(500));
    if (!(ours instanceof ExperimentResult.Observed(Experiment _, Observation answer))) {
      return ours;
    }
    return new ExperimentResult.Compared(
        question, answer, answer.accepted() ? without(question, run, there) : List.of());
  }

  /// What opens to anybody tells nothing of ours.
  private List<Observation> without(
      Experiment.ControlResource question, RefusedRun run, RequestVariation there) {
    return context
        .send(question, run, new Credentials.None(), there, Duration.ZERO)
        .observations()
        .toList();
  }
}
