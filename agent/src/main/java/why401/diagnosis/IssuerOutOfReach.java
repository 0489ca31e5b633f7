package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;
import why401.token.IssuerHealth;
import why401.token.Tokens.KeyLookup;

/// The identity provider answers us neither: a target that reads its keys there, or asks it about
/// tokens, cannot judge ours. Many frameworks answer 401 then, as if nothing had been sent.
final class IssuerOutOfReach implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean away = unread(c) || down(c);
    boolean worked = c.lastGood() != null;
    return c.kind() == Kind.TOKEN && !c.forbidden() && away && worked
        ? Draft.likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE)
            .because(
                From.IDENTITY_PROVIDER,
                "The identity provider does not answer us either; a target that needs its keys or"
                    + " its word cannot judge the token.")
            .told()
        : Optional.empty();
  }

  private static boolean unread(Case c) {
    return c.key().filter(KeyLookup.Unanswered.class::isInstance).isPresent();
  }

  private static boolean down(Case c) {
    IssuerHealth issuer = c.evidence().background().issuer();
    return issuer != null && !issuer.up();
  }
}
