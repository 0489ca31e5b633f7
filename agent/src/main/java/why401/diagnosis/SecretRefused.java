package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// A password or key is refused without a word why: it is mostly wrong.
final class SecretRefused implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    if (c.kind() != Kind.PASSWORD && c.kind() != Kind.KEY) {
      return Optional.empty();
    }
    Draft draft = Draft.likely(Cause.CREDENTIALS_INVALID).because(From.HISTORY, before(c));
    Draft blind =
        c.likeAnonymous()
            ? draft.because(
                From.EXPERIMENT,
                "The target answers everybody the same, so a locked account, a missing right or a"
                    + " dropped header would look like this too.")
            : draft.because(From.RESPONSE, "A locked account would look the same here.");
    return blind.told();
  }

  private static String before(Case c) {
    LastGood good = c.lastGood();
    if (good == null) {
      return "It has not been accepted since the agent started.";
    }
    return c.sameSecretWorked()
        ? "The same secret was accepted until %s; it was probably changed at the target."
            .formatted(Words.time(good.at()))
        : "The secret differs from the one that was accepted until %s."
            .formatted(Words.time(good.at()));
  }
}
