package why401.diagnosis;

import java.util.Optional;

/// Is the key that signed the token still published?
final class AskKey implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    return c.forbidden() || c.arrivalDoubted()
        ? Optional.empty()
        : c.jwt().map(TokenFacts::keyId).map(Question.KeyLookup::new);
  }
}
