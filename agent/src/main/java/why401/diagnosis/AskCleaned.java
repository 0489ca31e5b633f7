package why401.diagnosis;

import java.util.Optional;

/// The secret has stray characters: is it accepted without them?
final class AskCleaned implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    boolean cleanable = c.sent().damage().stream().anyMatch(ProofFacts.Damage::cleanable);
    return cleanable && !c.sameSecretWorked()
        ? Optional.of(new Question.CleanedSecret())
        : Optional.empty();
  }
}
