package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.ProofFacts.Kind;

/// A resource is configured that the credential is known to open: does it?
final class AskControl implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    boolean goodToken = c.kind() == Kind.TOKEN && c.active();
    boolean worth = goodToken || c.forbidden() || c.kind() == Kind.PASSWORD || c.kind() == Kind.KEY;
    return worth && !c.arrivalDoubted()
        ? Optional.of(new Question.ControlResource())
        : Optional.empty();
  }
}
