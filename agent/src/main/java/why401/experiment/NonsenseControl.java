package why401.experiment;

import why401.diagnosis.Answer;
import why401.diagnosis.Observation;
import why401.diagnosis.Question;
import why401.probe.Variation;

/// Sends a credential that can belong to nobody. The real password is not shown, so its account is
/// not charged; yet the request waits like an attempt, for servers that count by address.
record NonsenseControl(Bench bench) implements Trial<Question.NonsenseControl> {
  @Override
  public Answer perform(Question.NonsenseControl question, Scene scene, int left) {
    if (!bench.waited(Bench.PASSWORD_PAUSE)) {
      return new Answer.Declined(question, "the agent is ending");
    }
    return Bench.answer(
        question,
        Observation.of(
            bench.prober().send(scene.probe(), scene.proof(), new Variation.Nonsense()),
            bench.reader()));
  }
}
