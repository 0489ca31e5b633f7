package why401.diagnosis.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.JwtFacts;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;

/// The token differs from the last accepted one in a claim that targets check.
final class TokenClaimsChanged implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    JwtFacts now = c.sent().token();
    JwtFacts then = accepted == null ? null : accepted.shown().token();
    if (now == null || then == null || c.deliveryUncertain()) {
      return Optional.empty();
    }
    if (then.form() == JwtFacts.Form.JWT && now.form() == JwtFacts.Form.OPAQUE) {
      return changed(Cause.TOKEN_MALFORMED, "The last accepted token was a JWT; this one is not.");
    }
    return c.jwt().filter(_ -> then.form() == JwtFacts.Form.JWT).flatMap(_ -> claims(c, then, now));
  }

  private static Optional<Hypothesis> claims(EvidenceView c, JwtFacts then, JwtFacts now) {
    List<String> lost = new ArrayList<>(then.scope());
    lost.removeAll(now.scope());
    if (!lost.isEmpty()) {
      return changed(
          Cause.INSUFFICIENT_SCOPE,
          "The last accepted token also had the scope %s.".formatted(Formats.list(lost)));
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
              .formatted(Formats.list(then.audience()), Formats.list(now.audience())));
    }
    boolean keyMoved = now.keyId() != null && !now.keyId().equals(then.keyId());
    return keyMoved && c.keyPublished()
        ? changed(
            Cause.TOKEN_SIGNATURE_INVALID,
            "Key '%s' is published and new since the last accepted token: the target may not know it yet."
                .formatted(name(now.keyId())))
        : Optional.empty();
  }

  private static Optional<Hypothesis> changed(Cause cause, String finding) {
    return Hypothesis.likely(cause).because(From.HISTORY, finding).told();
  }

  private static String name(@Nullable String text) {
    return text == null ? "" : Formats.name(text);
  }
}
