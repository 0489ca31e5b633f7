package why401.diagnosis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.Finding.From;

/// The token differs from the last accepted one in a claim that targets check.
final class ClaimsChanged implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    LastGood good = c.lastGood();
    TokenFacts now = c.sent().token();
    TokenFacts then = good == null ? null : good.shown().token();
    if (now == null || then == null || c.arrivalDoubted()) {
      return Optional.empty();
    }
    if (then.form() == TokenFacts.Form.JWT && now.form() == TokenFacts.Form.OPAQUE) {
      return changed(Cause.TOKEN_MALFORMED, "The last accepted token was a JWT; this one is not.");
    }
    return c.jwt()
        .filter(_ -> then.form() == TokenFacts.Form.JWT)
        .flatMap(_ -> claims(c, then, now));
  }

  private static Optional<Draft> claims(Case c, TokenFacts then, TokenFacts now) {
    List<String> lost = new ArrayList<>(then.scope());
    lost.removeAll(now.scope());
    if (!lost.isEmpty()) {
      return changed(
          Cause.INSUFFICIENT_SCOPE,
          "The last accepted token also had the scope %s.".formatted(Words.list(lost)));
    }
    if (c.forbidden()) {
      return Optional.empty();
    }
    if (!String.valueOf(then.issuer()).equals(String.valueOf(now.issuer()))) {
      return changed(
          Cause.ISSUER_MISMATCH,
          "The last accepted token came from '%s', this one from '%s'."
              .formatted(name(then.issuer()), name(now.issuer())));
    }
    if (!new HashSet<>(now.audience()).containsAll(then.audience())) {
      return changed(
          Cause.AUDIENCE_MISMATCH,
          "The last accepted token was meant for %s, this one for %s."
              .formatted(Words.list(then.audience()), Words.list(now.audience())));
    }
    boolean keyMoved = now.keyId() != null && !now.keyId().equals(then.keyId());
    return keyMoved && c.keyPublished()
        ? changed(
            Cause.TOKEN_SIGNATURE_INVALID,
            "Key '%s' is published and new since the last accepted token: the target may not know it yet."
                .formatted(name(now.keyId())))
        : Optional.empty();
  }

  private static Optional<Draft> changed(Cause cause, String finding) {
    return Draft.likely(cause).because(From.HISTORY, finding).told();
  }

  private static String name(@Nullable String text) {
    return text == null ? "" : Words.name(text);
  }
}
