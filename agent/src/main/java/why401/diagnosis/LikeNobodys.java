package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;

/// The target answers our credential as one that belongs to nobody, and a missing one otherwise.
final class LikeNobodys implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    if (!c.likeNonsense() || !c.unlikeAnonymous()) {
      return Optional.empty();
    }
    return switch (c.kind()) {
      case KEY, PASSWORD -> draft(c, Cause.CREDENTIALS_INVALID);
      case TOKEN -> opaque(c);
      case SESSION, NONE -> Optional.empty();
    };
  }

  private static Optional<Draft> opaque(Case c) {
    boolean renewed = c.setup().means().renewable();
    boolean opaque = c.sent().token() != null && c.sent().token().form() == TokenFacts.Form.OPAQUE;
    return renewed || !opaque || c.active()
        ? Optional.empty()
        : draft(c, c.sameSecretWorked() ? Cause.TOKEN_REVOKED : Cause.CREDENTIALS_INVALID);
  }

  private static Optional<Draft> draft(Case c, Cause cause) {
    return Draft.likely(cause)
        .because(
            From.EXPERIMENT,
            "The target answers ours exactly as one that belongs to nobody, and a missing one"
                + " otherwise: it saw ours and does not know it%s."
                    .formatted(c.sameSecretWorked() ? " any more" : ""))
        .told();
  }
}
