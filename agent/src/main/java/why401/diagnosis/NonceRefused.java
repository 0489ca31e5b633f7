package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;

/// Digest: the target refuses the nonce and says that the password is not at fault.
final class NonceRefused implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    return c.reading().demands().staleDigest()
        ? Draft.likely(Cause.SESSION_STALE)
            .because(
                From.RESPONSE,
                "The Digest challenge says stale=true: the nonce is too old, the password is not at"
                    + " fault.")
            .told()
        : Optional.empty();
  }
}
