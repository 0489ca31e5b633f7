package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.ProofFacts.Kind;
import why401.token.IssuerHealth;
import why401.token.Tokens.KeyLookup;

/// Does the identity provider still call the token active?
final class AskIntrospection implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    IssuerHealth issuer = c.evidence().background().issuer();
    boolean away =
        (issuer != null && !issuer.up())
            || c.key().filter(KeyLookup.Unanswered.class::isInstance).isPresent();
    return c.kind() == Kind.TOKEN && !away && !c.forbidden() && !c.arrivalDoubted()
        ? Optional.of(new Question.Introspection())
        : Optional.empty();
  }
}
