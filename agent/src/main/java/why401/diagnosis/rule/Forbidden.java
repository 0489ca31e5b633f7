package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.probe.Exchange;
import why401.response.statement.Hint;

/// 403: the target knows who we are and does not let us in here.
final class Forbidden implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    if (!c.forbidden()) {
      return Optional.empty();
    }
    if (c.likeAnonymous()) {
      return Hypothesis.possible(Cause.INSUFFICIENT_SCOPE)
          .because(
              From.EXPERIMENT,
              "The target answers 403 without a credential too: an address filter, or a rule that"
                  + " nobody passes.")
          .told();
    }
    boolean known =
        c.unlikeDecoy()
            && c.nonsense().filter(answer -> answer.status() == 401).isPresent()
            && c.unlikeAnonymous();
    boolean sure = known && sameMethod(c) && c.repeats().asked() > 0 && noOtherClaim(c);
    Hypothesis hypothesis = Hypothesis.of(Cause.INSUFFICIENT_SCOPE, sure);
    return known
        ? hypothesis
            .because(
                From.EXPERIMENT,
                "Nobody and nonsense get 401, we get 403: the target knows the credential.")
            .told()
        : hypothesis.because(From.RESPONSE, "403 means: known, but not allowed here.").told();
  }

  private static boolean noOtherClaim(EvidenceView c) {
    return c.interpretation().claims().stream()
        .allMatch(indication -> indication.hint() == Hint.INSUFFICIENT_SCOPE);
  }

  private static boolean sameMethod(EvidenceView c) {
    Exchange exchange = c.exchange();
    return exchange.sent().method().equals("GET") || exchange.sent().method().equals("HEAD");
  }
}
