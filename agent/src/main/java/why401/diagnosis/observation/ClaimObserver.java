package why401.diagnosis.observation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.JwtFacts;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Formats;
import why401.probe.Probe;

/// Holds the claims of a token against what the target is known to demand.
final class ClaimObserver implements Observer {
  @Override
  public void look(EvidenceView c, ObservationLog log) {
    c.jwt().ifPresent(token -> compare(c, token, log));
  }

  private static void compare(EvidenceView c, JwtFacts token, ObservationLog log) {
    Probe.TokenDemand demand = c.context().demand();
    JwtFacts then = accepted(c);
    String audience = demand.audience();
    if (then != null && !then.audience().isEmpty()) {
      log.see(
          "audience",
          new HashSet<>(token.audience()).containsAll(then.audience())
              ? "as-demanded"
              : token.audience().isEmpty() ? "absent" : "other",
          "audience",
          Formats.list(token.audience()),
          "demanded",
          Formats.list(then.audience()) + ", as by the last token that was accepted");
    } else if (audience != null) {
      log.see(
          "audience",
          token.audience().contains(audience)
              ? "as-demanded"
              : token.audience().isEmpty() ? "absent" : "other",
          "audience",
          Formats.list(token.audience()),
          "demanded",
          "'" + audience + "'");
    }
    String issuer = then != null && then.issuer() != null ? then.issuer() : demand.issuer();
    if (issuer != null && token.issuer() != null) {
      issuer(token.issuer(), issuer, log);
    }
    scope(c, token, then, log);
  }

  private static void issuer(String shown, String demanded, ObservationLog log) {
    String slash =
        !shown.equals(demanded) && withoutSlash(shown).equals(withoutSlash(demanded))
            ? ", which differs in a slash at its end"
            : "";
    log.either(
        "issuer",
        shown.equals(demanded),
        "as-demanded",
        "other",
        "issuer",
        "'" + shown + "'",
        "demanded",
        "'" + demanded + "'" + slash);
  }

  private static String withoutSlash(String issuer) {
    return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
  }

  /// A challenge may list scopes in general; they are demanded where one is said to be missing.
  private static void scope(
      EvidenceView c, JwtFacts token, @Nullable JwtFacts then, ObservationLog log) {
    boolean demanded = "insufficient_scope".equals(c.interpretation().errorCode());
    List<String> lacking = new ArrayList<>(demanded ? c.interpretation().scopes() : List.of());
    if (then != null) {
      lacking.addAll(then.scope());
    }
    if (lacking.isEmpty()) {
      return;
    }
    lacking.removeAll(token.scope());
    log.either(
        "scope", lacking.isEmpty(), "as-demanded", "lacking", "lacking", Formats.list(lacking));
  }

  private static @Nullable JwtFacts accepted(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    return accepted == null ? null : accepted.shown().token();
  }
}
