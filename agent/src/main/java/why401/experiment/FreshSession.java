package why401.experiment;

import why401.diagnosis.Answer;
import why401.diagnosis.Question;
import why401.probe.Variation;

/// Sends the request on a new connection, without cookies and with a fresh name look-up.
record FreshSession(Bench bench) implements Trial<Question.FreshSession> {
  @Override
  public Answer perform(Question.FreshSession question, Scene scene, int left) {
    return bench.send(
        question,
        scene,
        scene.proof(),
        new Variation.FreshSession(),
        IdenticalRetry.pause(question.nth()));
  }
}
