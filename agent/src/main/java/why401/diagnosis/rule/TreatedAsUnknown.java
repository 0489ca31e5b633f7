package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.JwtFacts;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// The target answers our credential as one that belongs to nobody, and a missing one otherwise.
final class TreatedAsUnknown implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    if (!c.sameAsDecoy() || !c.unlikeAnonymous()) {
      return Optional.empty();
    }
    return switch (c.kind()) {
      case KEY, PASSWORD -> draft(c, Cause.CREDENTIALS_INVALID);
      case TOKEN -> opaque(c);
      case SESSION, NONE -> Optional.empty();
    };
  }

  private static Optional<Hypothesis> opaque(EvidenceView c) {
    boolean renewed = c.context().capabilities().renewable();
    boolean opaque = c.sent().token() != null && c.sent().token().form() == JwtFacts.Form.OPAQUE;
    return renewed || !opaque || c.active()
        ? Optional.empty()
        : draft(c, c.sameSecretWorked() ? Cause.TOKEN_REVOKED : Cause.CREDENTIALS_INVALID);
  }

  private static Optional<Hypothesis> draft(EvidenceView c, Cause cause) {
    return Hypothesis.likely(cause)
        .because(
            From.EXPERIMENT,
            "The target answers ours exactly as one that belongs to nobody, and a missing one"
                + " otherwise: it saw ours and does not know it%s."
                    .formatted(c.sameSecretWorked() ? " any more" : ""))
        .told();
  }
}
