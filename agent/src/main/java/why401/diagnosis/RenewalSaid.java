package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;

/// The token is refused and no fresh one is to be had; the identity provider says why.
final class RenewalSaid implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    return c.renewalFailed()
        .map(failed -> FaultCause.of(failed.fault(), failed.reading(), c.setup().credentialType()))
        .filter(draft -> draft.cause() != Cause.UNKNOWN)
        .map(RenewalSaid::cautious)
        .map(
            draft ->
                draft.because(
                    From.EXPERIMENT,
                    "The token in hand is refused, and no fresh one could be had to replace it."));
  }

  /// The identity provider's word about the account decides; that it is away, or dislikes the
  /// client, need not be why the target refused.
  private static Draft cautious(Draft draft) {
    return draft.cause() == Cause.ACCOUNT_LOCKED
        ? draft
        : new Draft(
            draft.cause(),
            draft.confidence() == Confidence.CERTAIN ? Confidence.LIKELY : draft.confidence(),
            draft.domain(),
            false,
            draft.because());
  }
}
