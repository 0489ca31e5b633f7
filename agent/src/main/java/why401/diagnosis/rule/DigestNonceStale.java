package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// Digest: the target refuses the nonce and says that the password is not at fault.
final class DigestNonceStale implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    return c.interpretation().demands().staleDigest()
        ? Hypothesis.likely(Cause.SESSION_STALE)
            .because(
                From.RESPONSE,
                "The Digest challenge says stale=true: the nonce is too old, the password is not at"
                    + " fault.")
            .told()
        : Optional.empty();
  }
}
