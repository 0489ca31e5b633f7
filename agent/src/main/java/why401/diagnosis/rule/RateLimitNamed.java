package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;
import why401.response.statement.Hint;

/// The target counts attempts and has had enough; asking again would make it worse.
final class RateLimitNamed implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean named = c.named(Hint.RATE_LIMITED).isPresent();
    if (!named && !c.interpretation().brakes().rateLimited()) {
      return Optional.empty();
    }
    String wait =
        c.interpretation().brakes().retryAfter() == null
            ? ""
            : " It asks to wait " + Formats.span(c.interpretation().brakes().retryAfter()) + '.';
    return Hypothesis.of(Cause.RATE_LIMITED, named)
        .settled()
        .because(
            From.RESPONSE,
            "The answer speaks of too many attempts, so none was added to them." + wait)
        .told();
  }
}
