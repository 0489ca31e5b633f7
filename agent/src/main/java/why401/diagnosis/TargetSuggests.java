package why401.diagnosis;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import why401.challenge.Claim;
import why401.challenge.Hint;
import why401.diagnosis.Finding.From;

/// The answer fits a cause without naming it.
final class TargetSuggests implements Rule {
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
  public Optional<Draft> judge(Case c) {
    boolean renewed = c.renewed().filter(one -> one.observation().accepted()).isPresent();
    List<Claim> claims =
        c.reading().claims().stream().filter(claim -> !ELSEWHERE.contains(claim.hint())).toList();
    if (claims.isEmpty() || renewed) {
      return Optional.empty();
    }
    Claim first = claims.getFirst();
    Cause cause = TargetNames.cause(first.hint());
    return (claims.size() == 1 ? Draft.likely(cause) : Draft.possible(cause))
        .because(From.RESPONSE, Sentence.of("The answer fits it: " + first.why()))
        .told();
  }
}
