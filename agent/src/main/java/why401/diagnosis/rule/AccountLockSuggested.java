package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// The answer uses words of a lock without saying what is locked.
final class AccountLockSuggested implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    return c.interpretation().brakes().lockAnnounced()
        ? Hypothesis.possible(Cause.ACCOUNT_LOCKED)
            .because(
                From.RESPONSE, "The answer speaks of a lock or block, so nothing more was tried.")
            .told()
        : Optional.empty();
  }
}
