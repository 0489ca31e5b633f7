package why401.diagnosis;

import org.jspecify.annotations.Nullable;
import why401.diagnosis.Finding.From;
import why401.probe.Outcome;
import why401.token.Fault;
import why401.token.IssuerHealth;

/// Explains a withheld run: by the renewal's own cause, or by the refusals that led to it.
final class NothingToSend {
  private NothingToSend() {}

  static Draft judge(Evidence evidence, Subject.Withheld withheld) {
    Outcome.Withheld outcome = withheld.outcome();
    String type = evidence.background().setup().credentialType();
    return switch (outcome.reason()) {
      case CREDENTIAL_UNAVAILABLE ->
          answered(
              evidence.background().issuer(),
              outcome.fault(),
              FaultCause.of(outcome.fault(), withheld.reading(), type));
      case ACCOUNT_PROTECTION -> held(evidence, withheld, type);
      case SHUTDOWN -> Draft.possible(Cause.UNKNOWN);
    };
  }

  /// An identity provider that answered until now, and did not answer in time for this token, may
  /// just be slow.
  private static Draft answered(@Nullable IssuerHealth issuer, Fault fault, Draft draft) {
    boolean up = issuer != null && issuer.up();
    return up && fault.reason() == Fault.Reason.TIMEOUT
        ? new Draft(draft.cause(), Confidence.LIKELY, draft.domain(), true, draft.because())
            .because(
                From.IDENTITY_PROVIDER,
                "It may be slow: not often enough has it failed to be called down.")
        : draft;
  }

  /// Holding back is our doing, not the cause: that is what was found when it was refused.
  private static Draft held(Evidence evidence, Subject.Withheld withheld, String type) {
    Verdict before = evidence.background().previous();
    if (before == null) {
      return FaultCause.of(withheld.outcome().fault(), withheld.reading(), type);
    }
    Draft draft =
        new Draft(
            before.cause(), before.confidence(), before.faultDomain(), true, before.evidence());
    Finding note =
        new Finding(
            From.HISTORY,
            "The password is held back meanwhile, so that its account is not locked.");
    return before.evidence().contains(note) ? draft : draft.because(note.from(), note.finding());
  }
}
