package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// A token that was accepted before is refused, and nobody says why.
final class TokenRefusedUnexplained implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean ours = c.kind() == Kind.TOKEN || c.kind() == Kind.SESSION;
    if (!ours || !c.sameSecretWorked() || c.deliveryUncertain()) {
      return Optional.empty();
    }
    boolean freshRefused = c.renewed().filter(one -> one.observation().refused()).isPresent();
    return freshRefused || c.active()
        ? Optional.empty()
        : Hypothesis.possible(c.kind() == Kind.SESSION ? Cause.SESSION_STALE : Cause.TOKEN_REVOKED)
            .because(
                From.HISTORY, "Exactly this one was accepted before, and its time is not over.")
            .told();
  }
}
