package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.ProofFacts.Kind;

/// Does the target tell a wrong credential from a missing one?
final class AskNonsense implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    boolean separates =
        c.arrivalDoubted()
            || c.forbidden()
            || c.kind() == Kind.PASSWORD
            || c.kind() == Kind.KEY
            || !c.setup().means().renewable();
    return separates && c.anonymous().isPresent() && !c.inactive() && c.kind() != Kind.SESSION
        ? Optional.of(new Question.NonsenseControl())
        : Optional.empty();
  }
}
