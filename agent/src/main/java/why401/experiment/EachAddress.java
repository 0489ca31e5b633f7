package why401.experiment;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import why401.diagnosis.Answer;
import why401.diagnosis.Observation;
import why401.diagnosis.Question;
import why401.probe.Variation;

/// Sends the request to each address of the target in turn, as far as the budget goes.
record EachAddress(Bench bench) implements Trial<Question.EachAddress> {
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Override
  public Answer perform(Question.EachAddress question, Scene scene, int left) {
    List<InetAddress> addresses = bench.prober().addresses(scene.probe());
    if (addresses.size() < 2) {
      return new Answer.Declined(question, "the target has one address");
    }
    int each = Observation.of(scene.refused(), bench.reader()).requests();
    List<Answer.At> at = new ArrayList<>();
    for (InetAddress address : addresses.subList(0, Math.min(left / each, addresses.size()))) {
      Answer answer =
          bench.send(question, scene, scene.proof(), new Variation.AtAddress(address), PAUSE);
      if (!(answer instanceof Answer.Observed observed)) {
        break;
      }
      at.add(new Answer.At(address.getHostAddress(), observed.observation()));
      if (observed.observation().brakes()) {
        break;
      }
    }
    return new Answer.Surveyed(question, at);
  }
}
