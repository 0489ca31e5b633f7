package why401.diagnosis;

import java.util.Optional;
import why401.challenge.Hint;
import why401.diagnosis.Finding.From;

/// The target says that the account is locked, disabled or must change its password. A lock is
/// never verified by another attempt.
final class LockAnnounced implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    return c.namedAnywhere(Hint.ACCOUNT_LOCKED)
        .map(
            claim ->
                Draft.certain(Cause.ACCOUNT_LOCKED)
                    .because(From.RESPONSE, Sentence.of("Its answer decides: " + claim.why())));
  }
}
