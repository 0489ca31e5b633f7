package why401.diagnosis.rule;

import java.util.Objects;
import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.JwtFacts;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;

/// The token does not say what the target is known to demand.
final class TokenRequirementUnmet implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    return c.jwt().filter(_ -> !c.deliveryUncertain()).flatMap(token -> compare(c, token));
  }

  private static Optional<Hypothesis> compare(EvidenceView c, JwtFacts token) {
    String issuer = c.context().demand().issuer();
    if (issuer != null && token.issuer() != null && !issuer.equals(token.issuer())) {
      String slash =
          withoutSlash(issuer).equals(withoutSlash(token.issuer()))
              ? " They differ in a slash at the end, which counts."
              : "";
      return draft(c, Cause.ISSUER_MISMATCH)
          .because(
              From.TOKEN,
              "The token comes from '%s'; the target demands '%s'.%s"
                  .formatted(Formats.name(token.issuer()), issuer, slash))
          .told();
    }
    String audience = c.context().demand().audience();
    if (audience != null && !token.audience().contains(audience)) {
      return draft(c, Cause.AUDIENCE_MISMATCH)
          .because(
              From.TOKEN,
              "The token is meant for %s; the target demands '%s'."
                  .formatted(Formats.list(token.audience()), audience))
          .told();
    }
    return Optional.empty();
  }

  /// Certain if nothing else is wrong with the token by its issuer's word, and it never worked so.
  private static Hypothesis draft(EvidenceView c, Cause cause) {
    LastAccepted accepted = c.lastAccepted();
    JwtFacts then = accepted == null ? null : accepted.shown().token();
    boolean workedSo = then != null && c.jwt().filter(now -> same(now, then)).isPresent();
    boolean otherwiseGood = c.active() || c.keyPublished();
    boolean stable = c.repeats().asked() > 0;
    return Hypothesis.of(cause, otherwiseGood && stable && !workedSo && !c.forbidden());
  }

  private static boolean same(JwtFacts now, JwtFacts then) {
    return now.audience().equals(then.audience()) && Objects.equals(now.issuer(), then.issuer());
  }

  private static String withoutSlash(String issuer) {
    return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
  }
}
