package why401.diagnosis.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import why401.diagnosis.verdict.RemainingBudget;

/// All that is known about one refused or withheld run at one moment of its examination.
///
/// @param now the agent's clock
/// @param answers of the experiments so far, in order
public record Evidence(
    Instant now,
    Symptom symptom,
    Background background,
    RemainingBudget budget,
    List<ExperimentResult> answers) {
  /// Copies.
  public Evidence {
    answers = List.copyOf(answers);
  }

  /// The same with one answer more.
  public Evidence with(ExperimentResult result, RemainingBudget left, Instant later) {
    List<ExperimentResult> more = new ArrayList<>(answers);
    more.add(result);
    return new Evidence(later, symptom, background, left, more);
  }
}
