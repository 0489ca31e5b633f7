package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;

/// The answer uses words of a lock without saying what is locked.
final class LockHinted implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    return c.reading().brakes().lockAnnounced()
        ? Draft.possible(Cause.ACCOUNT_LOCKED)
            .because(
                From.RESPONSE, "The answer speaks of a lock or block, so nothing more was tried.")
            .told()
        : Optional.empty();
  }
}
