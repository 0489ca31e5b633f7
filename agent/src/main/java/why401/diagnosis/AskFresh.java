package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.ProofFacts.Kind;

/// Would a fresh session be accepted where the old one is refused?
final class AskFresh implements Inquiry {
  @Override
  public Optional<Question> next(Case c) {
    LastGood good = c.lastGood();
    boolean cookies = good != null && good.surface().cookies();
    // A session is renewed for that.
    boolean session = c.kind() == Kind.SESSION && c.setup().means().renewable();
    boolean worth = (cookies && !session) || c.reading().demands().staleDigest();
    return worth && c.kind() != Kind.NONE && !c.settled(Experiment.FRESH_SESSION)
        ? Optional.of(new Question.FreshSession(1))
        : Optional.empty();
  }
}
