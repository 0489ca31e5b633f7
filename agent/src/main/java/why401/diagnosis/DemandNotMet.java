package why401.diagnosis;

import java.util.Objects;
import java.util.Optional;
import why401.diagnosis.Finding.From;

/// The token does not say what the target is known to demand.
final class DemandNotMet implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    return c.jwt().filter(_ -> !c.arrivalDoubted()).flatMap(token -> compare(c, token));
  }

  private static Optional<Draft> compare(Case c, TokenFacts token) {
    String issuer = c.setup().demand().issuer();
    if (issuer != null && token.issuer() != null && !issuer.equals(token.issuer())) {
      String slash =
          withoutSlash(issuer).equals(withoutSlash(token.issuer()))
              ? " They differ in a slash at the end, which counts."
              : "";
      return draft(c, Cause.ISSUER_MISMATCH)
          .because(
              From.TOKEN,
              "The token comes from '%s'; the target demands '%s'.%s"
                  .formatted(Words.name(token.issuer()), issuer, slash))
          .told();
    }
    String audience = c.setup().demand().audience();
    if (audience != null && !token.audience().contains(audience)) {
      return draft(c, Cause.AUDIENCE_MISMATCH)
          .because(
              From.TOKEN,
              "The token is meant for %s; the target demands '%s'."
                  .formatted(Words.list(token.audience()), audience))
          .told();
    }
    return Optional.empty();
  }

  /// Certain if nothing else is wrong with the token by its issuer's word, and it never worked so.
  private static Draft draft(Case c, Cause cause) {
    LastGood good = c.lastGood();
    TokenFacts then = good == null ? null : good.shown().token();
    boolean workedSo = then != null && c.jwt().filter(now -> same(now, then)).isPresent();
    boolean otherwiseGood = c.active() || c.keyPublished();
    boolean stable = c.repeats().asked() > 0;
    return Draft.of(cause, otherwiseGood && stable && !workedSo && !c.forbidden());
  }

  private static boolean same(TokenFacts now, TokenFacts then) {
    return now.audience().equals(then.audience()) && Objects.equals(now.issuer(), then.issuer());
  }

  private static String withoutSlash(String issuer) {
    return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
  }
}
