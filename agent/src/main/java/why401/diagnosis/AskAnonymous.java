package why401.diagnosis;

import java.util.Optional;

/// What does the target answer to nobody?
final class AskAnonymous implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    return c.inactive() ? Optional.empty() : Optional.of(new Question.AnonymousControl());
  }
}
