package why401.diagnosis;

import java.util.Optional;
import why401.challenge.Hint;
import why401.diagnosis.ProofFacts.Kind;

/// Is the refusal meant, or would the same request pass now, or somewhere else?
final class AskStability implements Inquiry {
  private static final int SURE = 3;
  private static final int FEW = 3;

  @Override
  public Optional<Question> next(Case c) {
    Repeats repeats = c.repeats();
    if (!repeats.anyAccepted()) {
      return refusedOnly(c, repeats);
    }
    if (c.lastUnanswered()) {
      return Optional.empty();
    }
    if (c.canAsk(new Question.EachAddress()) && !c.settled(Experiment.EACH_ADDRESS)) {
      return Optional.of(new Question.EachAddress());
    }
    boolean settled =
        repeats.surveyMixed()
            || repeats.flips() >= SURE
            || (repeats.flips() == 1 && repeats.acceptedLast() >= AcceptedAgain.ENOUGH);
    return settled ? Optional.empty() : Optional.of(again(c));
  }

  /// A token that is good by its issuer's word, or opens another resource, is refused by somebody:
  /// perhaps not by everybody.
  private static Optional<Question> refusedOnly(Case c, Repeats repeats) {
    if (repeats.asked() == 0) {
      return worth(c) ? Optional.of(first(c)) : Optional.empty();
    }
    int most =
        c.kind() != Kind.TOKEN
            ? 1
            : c.controlOpened() ? 3 : c.active() && !c.setup().means().renewable() ? 2 : 1;
    return repeats.asked() < most ? Optional.of(again(c)) : Optional.empty();
  }

  /// A refused password may be repeated once if exactly it was accepted before and the target does
  /// not call it wrong.
  private static boolean worth(Case c) {
    return switch (c.kind()) {
      case NONE -> c.lastGood() != null;
      case PASSWORD -> c.sameSecretWorked() && c.claim(Hint.CREDENTIALS_INVALID).isEmpty();
      case KEY, TOKEN, SESSION -> true;
    };
  }

  /// Few addresses are asked in turn, which repeats the request as well. A new connection also
  /// leaves the replica to which an old one is bound. A session and a password are repeated as they
  /// are: what is fresh is asked later, by itself.
  private static Question first(Case c) {
    boolean bound =
        c.setup().means().reusesConnections() && (c.kind() == Kind.TOKEN || c.kind() == Kind.KEY);
    LastGood good = c.lastGood();
    boolean cookies = good != null && good.surface().cookies();
    boolean nonce = c.reading().demands().staleDigest();
    int addresses = c.setup().means().addresses();
    if (good != null && addresses <= FEW && c.canAsk(new Question.EachAddress())) {
      return new Question.EachAddress();
    }
    return (bound && !cookies) || nonce
        ? new Question.FreshSession(1)
        : new Question.IdenticalRetry(1);
  }

  private static Question again(Case c) {
    int nth = (int) c.answers(Experiment.FRESH_SESSION).count() + 1;
    return new Question.FreshSession(nth);
  }
}
