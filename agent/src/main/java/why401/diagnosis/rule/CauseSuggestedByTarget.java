package why401.diagnosis.rule;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.diagnosis.verdict.Sentence;
import why401.response.statement.Hint;
import why401.response.statement.Indication;

/// The answer fits a cause without naming it.
final class CauseSuggestedByTarget implements Rule {
  /// Judged by rules of their own.
  private static final Set<Hint> ELSEWHERE =
      EnumSet.of(
          Hint.CREDENTIALS_MISSING,
          Hint.CREDENTIALS_STRIPPED,
          Hint.SCHEME_NOT_ACCEPTED,
          Hint.SESSION_STALE,
          Hint.TOKEN_EXPIRED,
          Hint.CLOCK_SKEW,
          Hint.TRANSIENT,
          Hint.INCONSISTENT_BACKENDS,
          Hint.RATE_LIMITED,
          Hint.UNKNOWN);

  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean renewed = c.renewed().filter(one -> one.observation().accepted()).isPresent();
    List<Indication> claims =
        c.interpretation().claims().stream()
            .filter(indication -> !ELSEWHERE.contains(indication.hint()))
            .toList();
    if (claims.isEmpty() || renewed) {
      return Optional.empty();
    }
    Indication first = claims.getFirst();
    Cause cause = CauseNamedByTarget.cause(first.hint());
    return (claims.size() == 1 ? Hypothesis.likely(cause) : Hypothesis.possible(cause))
        .because(From.RESPONSE, Sentence.of("The answer fits it: " + first.why()))
        .told();
  }
}
