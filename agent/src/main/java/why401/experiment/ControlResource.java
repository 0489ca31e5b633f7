package why401.experiment;

import java.net.URI;
import java.time.Duration;
import why401.diagnosis.Answer;
import why401.diagnosis.Question;
import why401.probe.Variation;

/// Asks for the control resource with the same credential.
record ControlResource(Bench bench) implements Trial<Question.ControlResource> {
  @Override
  public Answer perform(Question.ControlResource question, Scene scene, int left) {
    URI url = scene.probe().controlUrl();
    if (url == null) {
      return new Answer.Declined(question, "no control-url is configured");
    }
    return bench.send(
        question, scene, scene.proof(), new Variation.ControlResource(url), Duration.ofMillis(500));
  }
}
