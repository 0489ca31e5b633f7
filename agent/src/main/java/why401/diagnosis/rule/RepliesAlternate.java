package why401.diagnosis.rule;

import java.util.Optional;
import java.util.stream.Collectors;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.evidence.RetrySeries;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// Identical requests are accepted and refused in turn.
final class RepliesAlternate implements Rule {
  /// Accepted and refused this often, it is no accident.
  private static final int SURE = 3;

  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    RetrySeries repeats = c.repeats();
    boolean flapping = c.evidence().background().history().flips() >= SURE;
    int flips = repeats.flips();
    if (repeats.surveyMixed()) {
      return Hypothesis.certain(Cause.INCONSISTENT_BACKENDS)
          .because(From.EXPERIMENT, survey(c))
          .told();
    }
    if (flips < 2 && !(flips == 1 && flapping)) {
      return Optional.empty();
    }
    Hypothesis hypothesis =
        Hypothesis.of(Cause.INCONSISTENT_BACKENDS, flips >= SURE || (flips == 2 && flapping))
            .because(
                From.EXPERIMENT,
                "Of %d identical requests, %d were refused and %d accepted, in turn."
                    .formatted(
                        repeats.accepted().size(),
                        repeats.refused(),
                        repeats.accepted().size() - repeats.refused()));
    return flapping
        ? hypothesis.because(From.HISTORY, "The last runs went back and forth as well.").told()
        : hypothesis.told();
  }

  private static String survey(EvidenceView c) {
    return c.answers(Experiment.EachAddress.class)
        .filter(ExperimentResult.Surveyed.class::isInstance)
        .flatMap(result -> ((ExperimentResult.Surveyed) result).at().stream())
        .map(
            at ->
                at.address()
                    + (at.observation().accepted()
                        ? " accepts"
                        : " answers " + at.observation().status()))
        .collect(Collectors.joining(", ", "The same request to each address: ", "."));
  }
}
