package why401.experiment;

import java.time.Duration;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.probe.RequestVariation;

/// Sends the identical request again, later each time.
record IdenticalRetry(ExperimentContext context) implements Trial<Experiment.IdenticalRetry> {
  @Override
  public ExperimentResult perform(Experiment.IdenticalRetry question, RefusedRun run, int left) {
    return context.send(
        question, run, run.credentials(), new RequestVariation.Again(), pause(question.nth()));
  }

  static Duration pause(int nth) {
    return Duration.ofSeconds(nth <= 1 ? 1 : nth == 2 ? 2 : 3);
  }
}
