package why401.experiment;

import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.probe.RequestVariation;

/// Sends the request on a new connection, without cookies and with a fresh name look-up.
record FreshSession(ExperimentContext context) implements Trial<Experiment.FreshSession> {
  @Override
  public ExperimentResult perform(Experiment.FreshSession question, RefusedRun run, int left) {
    return context.send(
        question,
        run,
        run.credentials(),
        new RequestVariation.FreshSession(),
        IdenticalRetry.pause(question.nth()));
  }
}
