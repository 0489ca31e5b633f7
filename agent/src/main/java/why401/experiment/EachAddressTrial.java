package why401.experiment;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.probe.RequestVariation;

/// Sends the request to each address of the target in turn, as far as the budget goes.
record EachAddressTrial(ExperimentContext context) implements Trial<Experiment.EachAddress> {
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Override
  public ExperimentResult perform(Experiment.EachAddress question, RefusedRun run, int left) {
    List<InetAddress> addresses = context.prober().addresses(run.probe());
    if (addresses.size() < 2) {
      return new ExperimentResult.Declined(question, "the target has one address");
    }
    int each = Observation.of(run.refused(), context.reader()).requests();
    List<ExperimentResult.At> at = new ArrayList<>();
    for (InetAddress address : addresses.subList(0, Math.min(left / each, addresses.size()))) {
      ExperimentResult result =
          context.send(
              question, run, run.credentials(), new RequestVariation.AtAddress(address), PAUSE);
      if (!(result instanceof ExperimentResult.Observed observed)) {
        break;
      }
      at.add(new ExperimentResult.At(address.getHostAddress(), observed.observation()));
      if (observed.observation().brakes()) {
        break;
      }
    }
    return new ExperimentResult.Surveyed(question, at);
  }
}
