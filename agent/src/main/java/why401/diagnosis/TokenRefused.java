package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// A token that was accepted before is refused, and nobody says why.
final class TokenRefused implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean ours = c.kind() == Kind.TOKEN || c.kind() == Kind.SESSION;
    if (!ours || !c.sameSecretWorked() || c.arrivalDoubted()) {
      return Optional.empty();
    }
    boolean freshRefused = c.renewed().filter(one -> one.observation().refused()).isPresent();
    return freshRefused || c.active()
        ? Optional.empty()
        : Draft.possible(c.kind() == Kind.SESSION ? Cause.SESSION_STALE : Cause.TOKEN_REVOKED)
            .because(
                From.HISTORY, "Exactly this one was accepted before, and its time is not over.")
            .told();
  }
}
