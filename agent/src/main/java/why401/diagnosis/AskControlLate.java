package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.ProofFacts.Kind;

/// Nothing has decided about a token: does the control resource open?
final class AskControlLate implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    return c.kind() == Kind.TOKEN && !c.inactive()
        ? Optional.of(new Question.ControlResource())
        : Optional.empty();
  }
}
