package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;

/// An ID token or a refresh token was sent where an access token belongs.
final class WrongKindOfToken implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    TokenFacts token = c.sent().token();
    if (token == null || c.sameSecretWorked()) {
      return Optional.empty();
    }
    return switch (token.use()) {
      case REFRESH -> wrong(c, "a refresh token", true);
      case ID -> wrong(c, "an ID token", true);
      case LOOKS_LIKE_ID -> wrong(c, "an ID token, by its claims", false);
      case ACCESS, UNKNOWN -> Optional.empty();
    };
  }

  private static Optional<Draft> wrong(Case c, String kind, boolean own) {
    boolean judged = !c.arrivalDoubted() && !c.forbidden();
    return Draft.of(Cause.TOKEN_MALFORMED, own && judged)
        .because(From.TOKEN, "What was sent is %s, not an access token.".formatted(kind))
        .told();
  }
}
