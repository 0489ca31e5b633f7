package why401.diagnosis;

import java.util.Optional;
import why401.challenge.Hint;
import why401.diagnosis.Finding.From;

/// The target counts attempts and has had enough; asking again would make it worse.
final class TooManyAttempts implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean named = c.named(Hint.RATE_LIMITED).isPresent();
    if (!named && !c.reading().brakes().rateLimited()) {
      return Optional.empty();
    }
    String wait =
        c.reading().brakes().retryAfter() == null
            ? ""
            : " It asks to wait " + Words.span(c.reading().brakes().retryAfter()) + '.';
    return Draft.of(Cause.RATE_LIMITED, named)
        .settled()
        .because(
            From.RESPONSE,
            "The answer speaks of too many attempts, so none was added to them." + wait)
        .told();
  }
}
