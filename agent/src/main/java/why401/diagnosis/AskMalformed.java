package why401.diagnosis;

import java.util.Optional;

/// The target answers a token as it answers nobody: would it notice one that cannot be a token?
final class AskMalformed implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    boolean alike = c.likeAnonymous() && c.likeNonsense();
    boolean other = c.otherSchemeOffered();
    return c.arrivalDoubted() && alike && !other
        ? Optional.of(new Question.MalformedControl())
        : Optional.empty();
  }
}
