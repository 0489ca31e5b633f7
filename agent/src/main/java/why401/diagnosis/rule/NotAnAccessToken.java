package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.JwtFacts;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// An ID token or a refresh token was sent where an access token belongs.
final class NotAnAccessToken implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    JwtFacts token = c.sent().token();
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

  private static Optional<Hypothesis> wrong(EvidenceView c, String kind, boolean own) {
    boolean judged = !c.deliveryUncertain() && !c.forbidden();
    return Hypothesis.of(Cause.TOKEN_MALFORMED, own && judged)
        .because(From.TOKEN, "What was sent is %s, not an access token.".formatted(kind))
        .told();
  }
}
