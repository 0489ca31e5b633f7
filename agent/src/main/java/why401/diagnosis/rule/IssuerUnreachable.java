package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.token.IssuerHealth;
import why401.token.TokenSource.KeyLookup;

/// The identity provider answers us neither: a target that reads its keys there, or asks it about
/// tokens, cannot judge ours. Many frameworks answer 401 then, as if nothing had been sent.
final class IssuerUnreachable implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean away = unread(c) || down(c);
    boolean worked = c.lastAccepted() != null;
    return c.kind() == Kind.TOKEN && !c.forbidden() && away && worked
        ? Hypothesis.likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE)
            .because(
                From.IDENTITY_PROVIDER,
                "The identity provider does not answer us either; a target that needs its keys or"
                    + " its word cannot judge the token.")
            .told()
        : Optional.empty();
  }

  private static boolean unread(EvidenceView c) {
    return c.key().filter(KeyLookup.Unanswered.class::isInstance).isPresent();
  }

  private static boolean down(EvidenceView c) {
    IssuerHealth issuer = c.evidence().background().issuer();
    return issuer != null && !issuer.up();
  }
}
