package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.ProofFacts.Kind;

/// The target has several addresses: does each of them refuse?
final class AskAddresses implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    boolean worked = c.lastGood() != null && c.kind() != Kind.NONE;
    int left = c.evidence().allowance().requests();
    int reserve = c.canAsk(new Question.RenewedToken()) ? 2 : 0;
    return worked
            && left - reserve >= c.setup().means().addresses() * c.refusal().requests()
            && !c.inactive()
        ? Optional.of(new Question.EachAddress())
        : Optional.empty();
  }
}
