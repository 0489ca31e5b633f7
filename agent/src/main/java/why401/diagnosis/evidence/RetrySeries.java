package why401.diagnosis.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The identical requests of an examination, in order: whether each was accepted. The first is the
/// refused run.
///
/// @param asked how many were made beside the refused run
/// @param surveyMixed whether addresses that were asked in turn differ
public record RetrySeries(List<Boolean> accepted, int asked, boolean surveyMixed) {
  public RetrySeries {
    accepted = List.copyOf(accepted);
  }

  public static RetrySeries of(List<ExperimentResult> answers) {
    List<Boolean> accepted = new ArrayList<>(List.of(false));
    boolean mixed = false;
    for (ExperimentResult result : answers) {
      List<Boolean> more =
          switch (result) {
            case ExperimentResult.Observed observed when identical(observed.experiment()) ->
                decided(Stream.of(observed.observation()));
            case ExperimentResult.Surveyed surveyed ->
                decided(surveyed.at().stream().map(ExperimentResult.At::observation));
            case ExperimentResult.Observed _,
                ExperimentResult.Compared _,
                ExperimentResult.Renewed _,
                ExperimentResult.RenewalFailed _,
                ExperimentResult.Introspected _,
                ExperimentResult.KeySought _,
                ExperimentResult.Declined _ ->
                List.of();
          };
      mixed |=
          result instanceof ExperimentResult.Surveyed
              && more.contains(true)
              && more.contains(false);
      accepted.addAll(more);
    }
    return new RetrySeries(accepted, accepted.size() - 1, mixed);
  }

  private static boolean identical(Experiment experiment) {
    return experiment instanceof Experiment.IdenticalRetry
        || experiment instanceof Experiment.FreshSession;
  }

  private static List<Boolean> decided(Stream<Observation> observations) {
    return observations
        .filter(observation -> observation.accepted() || observation.refused())
        .map(Observation::accepted)
        .toList();
  }

  public boolean anyAccepted() {
    return accepted.contains(true);
  }

  public int refused() {
    return (int) accepted.stream().filter(one -> !one).count();
  }

  /// How many were accepted since the last refusal.
  public int acceptedLast() {
    return accepted.size() - 1 - accepted.lastIndexOf(false);
  }

  /// How often the answer changed from one request to the next.
  public int flips() {
    int flips = 0;
    for (int i = 1; i < accepted.size(); i++) {
      flips += accepted.get(i).equals(accepted.get(i - 1)) ? 0 : 1;
    }
    return flips;
  }
}
