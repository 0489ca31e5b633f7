package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// The token is refused and no fresh one is to be had; the identity provider says why.
final class RenewalRefused implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    return c.renewalFailed()
        .map(
            failed ->
                RenewalFailureCause.of(
                    failed.failure(), failed.interpretation(), c.context().credentialType()))
        .filter(hypothesis -> hypothesis.cause() != Cause.UNKNOWN)
        .map(RenewalRefused::cautious)
        .map(
            hypothesis ->
                hypothesis.because(
                    From.EXPERIMENT,
                    "The token in hand is refused, and no fresh one could be had to replace it."));
  }

  /// The identity provider's word about the account decides; that it is away, or dislikes the
  /// client, need not be why the target refused.
  private static Hypothesis cautious(Hypothesis hypothesis) {
    return hypothesis.cause() == Cause.ACCOUNT_LOCKED
        ? hypothesis
        : new Hypothesis(
            hypothesis.cause(),
            hypothesis.confidence() == Confidence.CERTAIN
                ? Confidence.LIKELY
                : hypothesis.confidence(),
            hypothesis.domain(),
            false,
            hypothesis.because());
  }
}
