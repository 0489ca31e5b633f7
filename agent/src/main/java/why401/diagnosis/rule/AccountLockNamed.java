package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.diagnosis.verdict.Sentence;
import why401.response.statement.Hint;

/// The target says that the account is locked, disabled or must change its password. A lock is
/// never verified by another attempt.
final class AccountLockNamed implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    return c.namedAnywhere(Hint.ACCOUNT_LOCKED)
        .map(
            indication ->
                Hypothesis.certain(Cause.ACCOUNT_LOCKED)
                    .because(
                        From.RESPONSE, Sentence.of("Its answer decides: " + indication.why())));
  }
}
