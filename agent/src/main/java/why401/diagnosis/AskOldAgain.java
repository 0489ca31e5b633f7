package why401.diagnosis;

import java.util.Optional;

/// A fresh token was accepted: is the old one still refused, or did the target just recover?
final class AskOldAgain implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    boolean fresh = c.renewed().filter(one -> one.observation().accepted()).isPresent();
    int nth = (int) c.answers(Experiment.IDENTICAL_RETRY).count() + 1;
    return fresh && !c.inactive() && !enough(c)
        ? Optional.of(new Question.IdenticalRetry(nth))
        : Optional.empty();
  }

  /// What the issuer stands by cannot be settled by asking the target more often.
  private static boolean enough(Case c) {
    return c.active() ? FreshTokenWorks.refusedBeforeAndAfter(c) : FreshTokenWorks.steady(c);
  }
}
