package why401.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// All that is known about one refused or withheld run at one moment of its examination.
///
/// @param now the agent's clock
/// @param answers of the experiments so far, in order
public record Evidence(
    Instant now,
    Subject subject,
    Background background,
    Allowance allowance,
    List<Answer> answers) {
  /// Copies.
  public Evidence {
    answers = List.copyOf(answers);
  }

  /// The same with one answer more.
  public Evidence with(Answer answer, Allowance left, Instant later) {
    List<Answer> more = new ArrayList<>(answers);
    more.add(answer);
    return new Evidence(later, subject, background, left, more);
  }
}
