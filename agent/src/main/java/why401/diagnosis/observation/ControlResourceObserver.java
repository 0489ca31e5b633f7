package why401.diagnosis.observation;

import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.verdict.Formats;

/// Whether the control resource opens, and to whom: one that opens to anybody tells nothing.
final class ControlResourceObserver implements Observer {
  @Override
  public void look(EvidenceView c, ObservationLog log) {
    c.answers(Experiment.ControlResource.class)
        .filter(ExperimentResult.Compared.class::isInstance)
        .map(ExperimentResult.Compared.class::cast)
        .forEach(compared -> compare(compared, log));
  }

  private static void compare(ExperimentResult.Compared compared, ObservationLog log) {
    Observation ours = compared.ours();
    if (!ours.accepted()) {
      if (ours.refused()) {
        log.see("control-resource", "refused", "control-url", url(ours));
      }
      return;
    }
    boolean open = compared.others().stream().anyMatch(Observation::accepted);
    boolean closed =
        !compared.others().isEmpty()
            && compared.others().stream().allMatch(other -> other.status() >= 300);
    if (open || closed) {
      log.either(
          "control-resource",
          open,
          "opens-to-anybody",
          "opens-with-ours-only",
          "control-url",
          url(ours));
    }
  }

  private static String url(Observation ours) {
    return ours.exchange()
        .map(exchange -> Formats.place(exchange.url()))
        .orElse("the control resource");
  }
}
