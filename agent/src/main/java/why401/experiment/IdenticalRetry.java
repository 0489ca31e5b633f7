package why401.experiment;

import java.time.Duration;
import why401.diagnosis.Answer;
import why401.diagnosis.Question;
import why401.probe.Variation;

/// Sends the identical request again, later each time.
record IdenticalRetry(Bench bench) implements Trial<Question.IdenticalRetry> {
  @Override
  public Answer perform(Question.IdenticalRetry question, Scene scene, int left) {
    return bench.send(question, scene, scene.proof(), new Variation.Again(), pause(question.nth()));
  }

  static Duration pause(int nth) {
    return Duration.ofSeconds(nth <= 1 ? 1 : nth == 2 ? 2 : 3);
  }
}
