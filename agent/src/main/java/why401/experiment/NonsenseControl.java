package why401.experiment;

import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.probe.RequestVariation;

/// Sends a credential that can belong to nobody. The real password is not shown, so its account is
/// not charged; yet the request waits like an attempt, for servers that count by address.
record NonsenseControl(ExperimentContext context) implements Trial<Experiment.NonsenseControl> {
  @Override
  public ExperimentResult perform(Experiment.NonsenseControl question, RefusedRun run, int left) {
    if (!context.waited(ExperimentContext.PASSWORD_PAUSE)) {
      return new ExperimentResult.Declined(question, "the agent is ending");
    }
    return ExperimentContext.answer(
        question,
        Observation.of(
            context.prober().send(run.probe(), run.credentials(), new RequestVariation.Nonsense()),
            context.reader()));
  }
}
