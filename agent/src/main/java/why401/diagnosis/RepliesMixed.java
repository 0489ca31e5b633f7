package why401.diagnosis;

import java.util.Optional;
import java.util.stream.Collectors;
import why401.diagnosis.Finding.From;

/// Identical requests are accepted and refused in turn.
final class RepliesMixed implements Rule {
  /// Accepted and refused this often, it is no accident.
  private static final int SURE = 3;

  @Override
  public Optional<Draft> judge(Case c) {
    Repeats repeats = c.repeats();
    boolean flapping = c.evidence().background().history().flips() >= SURE;
    int flips = repeats.flips();
    if (repeats.surveyMixed()) {
      return Draft.certain(Cause.INCONSISTENT_BACKENDS).because(From.EXPERIMENT, survey(c)).told();
    }
    if (flips < 2 && !(flips == 1 && flapping)) {
      return Optional.empty();
    }
    Draft draft =
        Draft.of(Cause.INCONSISTENT_BACKENDS, flips >= SURE || (flips == 2 && flapping))
            .because(
                From.EXPERIMENT,
                "Of %d identical requests, %d were refused and %d accepted, in turn."
                    .formatted(
                        repeats.accepted().size(),
                        repeats.refused(),
                        repeats.accepted().size() - repeats.refused()));
    return flapping
        ? draft.because(From.HISTORY, "The last runs went back and forth as well.").told()
        : draft.told();
  }

  private static String survey(Case c) {
    return c.answers(Experiment.EACH_ADDRESS)
        .filter(Answer.Surveyed.class::isInstance)
        .flatMap(answer -> ((Answer.Surveyed) answer).at().stream())
        .map(
            at ->
                at.address()
                    + (at.observation().accepted()
                        ? " accepts"
                        : " answers " + at.observation().status()))
        .collect(Collectors.joining(", ", "The same request to each address: ", "."));
  }
}
