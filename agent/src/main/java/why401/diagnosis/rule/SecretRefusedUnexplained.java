package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;

/// A password or key is refused without a word why: it is mostly wrong.
final class SecretRefusedUnexplained implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    if (c.kind() != Kind.PASSWORD && c.kind() != Kind.KEY) {
      return Optional.empty();
    }
    Hypothesis hypothesis =
        Hypothesis.likely(Cause.CREDENTIALS_INVALID).because(From.HISTORY, before(c));
    Hypothesis blind =
        c.likeAnonymous()
            ? hypothesis.because(
                From.EXPERIMENT,
                "The target answers everybody the same, so a locked account, a missing right or a"
                    + " dropped header would look like this too.")
            : hypothesis.because(From.RESPONSE, "A locked account would look the same here.");
    return blind.told();
  }

  private static String before(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    if (accepted == null) {
      return "It has not been accepted since the agent started.";
    }
    return c.sameSecretWorked()
        ? "The same secret was accepted until %s; it was probably changed at the target."
            .formatted(Formats.time(accepted.at()))
        : "The secret differs from the one that was accepted until %s."
            .formatted(Formats.time(accepted.at()));
  }
}
