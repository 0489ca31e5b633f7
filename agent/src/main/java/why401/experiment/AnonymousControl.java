package why401.experiment;

import java.time.Duration;
import why401.diagnosis.Answer;
import why401.diagnosis.Question;
import why401.probe.Variation;
import why401.token.Proof;

/// Sends the request without the credential.
record AnonymousControl(Bench bench) implements Trial<Question.AnonymousControl> {
  @Override
  public Answer perform(Question.AnonymousControl question, Scene scene, int left) {
    return bench.send(question, scene, new Proof.None(), new Variation.Anonymous(), Duration.ZERO);
  }
}
