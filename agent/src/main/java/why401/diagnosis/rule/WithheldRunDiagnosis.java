package why401.diagnosis.rule;

import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.Symptom;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;
import why401.token.IssuerHealth;
import why401.token.RenewalFailure;

/// Explains a withheld run: by the renewal's own cause, or by the refusals that led to it.
public final class WithheldRunDiagnosis {
  private WithheldRunDiagnosis() {}

  public static Hypothesis judge(Evidence evidence, Symptom.Withheld withheld) {
    Outcome.Withheld outcome = withheld.outcome();
    String type = evidence.background().context().credentialType();
    return switch (outcome.reason()) {
      case CREDENTIAL_UNAVAILABLE ->
          answered(
              evidence.background().issuer(),
              outcome.failure(),
              RenewalFailureCause.of(outcome.failure(), withheld.interpretation(), type));
      case ACCOUNT_PROTECTION -> held(evidence, withheld, type);
      case SHUTDOWN -> Hypothesis.possible(Cause.UNKNOWN);
    };
  }

  /// An identity provider that answered until now, and did not answer in time for this token, may
  /// just be slow.
  private static Hypothesis answered(
      @Nullable IssuerHealth issuer, RenewalFailure failure, Hypothesis hypothesis) {
    boolean up = issuer != null && issuer.up();
    return up && failure.reason() == RenewalFailure.Reason.TIMEOUT
        ? new Hypothesis(
                hypothesis.cause(),
                Confidence.LIKELY,
                hypothesis.domain(),
                true,
                hypothesis.because())
            .because(
                From.IDENTITY_PROVIDER,
                "It may be slow: not often enough has it failed to be called down.")
        : hypothesis;
  }

  /// Holding back is our doing, not the cause: that is what was found when it was refused.
  private static Hypothesis held(Evidence evidence, Symptom.Withheld withheld, String type) {
    Verdict before = evidence.background().previous();
    if (before == null) {
      return RenewalFailureCause.of(withheld.outcome().failure(), withheld.interpretation(), type);
    }
    Hypothesis hypothesis =
        new Hypothesis(
            before.cause(), before.confidence(), before.faultDomain(), true, before.evidence());
    Finding note =
        new Finding(
            From.HISTORY,
            "The password is held back meanwhile, so that its account is not locked.");
    return before.evidence().contains(note)
        ? hypothesis
        : hypothesis.because(note.from(), note.finding());
  }
}
