package why401.diagnosis;

import java.util.Optional;
import why401.challenge.Hint;
import why401.diagnosis.Finding.From;
import why401.probe.Exchange;

/// 403: the target knows who we are and does not let us in here.
final class RightsMissing implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    if (!c.forbidden()) {
      return Optional.empty();
    }
    if (c.likeAnonymous()) {
      return Draft.possible(Cause.INSUFFICIENT_SCOPE)
          .because(
              From.EXPERIMENT,
              "The target answers 403 without a credential too: an address filter, or a rule that"
                  + " nobody passes.")
          .told();
    }
    boolean known =
        c.unlikeNonsense()
            && c.nonsense().filter(answer -> answer.status() == 401).isPresent()
            && c.unlikeAnonymous();
    boolean sure = known && sameMethod(c) && c.repeats().asked() > 0 && noOtherClaim(c);
    Draft draft = Draft.of(Cause.INSUFFICIENT_SCOPE, sure);
    return known
        ? draft
            .because(
                From.EXPERIMENT,
                "Nobody and nonsense get 401, we get 403: the target knows the credential.")
            .told()
        : draft.because(From.RESPONSE, "403 means: known, but not allowed here.").told();
  }

  private static boolean noOtherClaim(Case c) {
    return c.reading().claims().stream().allMatch(claim -> claim.hint() == Hint.INSUFFICIENT_SCOPE);
  }

  private static boolean sameMethod(Case c) {
    Exchange exchange = c.exchange();
    return exchange.sent().method().equals("GET") || exchange.sent().method().equals("HEAD");
  }
}
