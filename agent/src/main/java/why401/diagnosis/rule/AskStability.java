package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.evidence.RetrySeries;
import why401.response.statement.Hint;

/// Is the refusal meant, or would the same request pass now, or somewhere else?
public final class AskStability implements Inquiry {
  private static final int SURE = 3;
  private static final int FEW = 3;

  @Override
  public Optional<Experiment> next(EvidenceView c) {
    RetrySeries repeats = c.repeats();
    if (!repeats.anyAccepted()) {
      return refusedOnly(c, repeats);
    }
    if (c.lastUnanswered()) {
      return Optional.empty();
    }
    if (Feasibility.may(c, new Experiment.EachAddress())
        && !c.settled(Experiment.EachAddress.class)) {
      return Optional.of(new Experiment.EachAddress());
    }
    boolean settled =
        repeats.surveyMixed()
            || repeats.flips() >= SURE
            || (repeats.flips() == 1 && repeats.acceptedLast() >= RetryAccepted.ENOUGH);
    return settled ? Optional.empty() : Optional.of(again(c));
  }

  /// A token that is good by its issuer's word, or opens another resource, is refused by somebody:
  /// perhaps not by everybody.
  private static Optional<Experiment> refusedOnly(EvidenceView c, RetrySeries repeats) {
    if (repeats.asked() == 0) {
      return worth(c) ? Optional.of(first(c)) : Optional.empty();
    }
    int most =
        c.kind() != Kind.TOKEN
            ? 1
            : c.controlOpened() ? 3 : c.active() && !c.context().capabilities().renewable() ? 2 : 1;
    return repeats.asked() < most ? Optional.of(again(c)) : Optional.empty();
  }

  /// A refused password may be repeated once if exactly it was accepted before and the target does
  /// not call it wrong.
  private static boolean worth(EvidenceView c) {
    return switch (c.kind()) {
      case NONE -> c.lastAccepted() != null;
      case PASSWORD -> c.sameSecretWorked() && c.claim(Hint.CREDENTIALS_INVALID).isEmpty();
      case KEY, TOKEN, SESSION -> true;
    };
  }

  /// Few addresses are asked in turn, which repeats the request as well. A new connection also
  /// leaves the replica to which an old one is bound. A session and a password are repeated as they
  /// are: what is fresh is asked later, by itself.
  private static Experiment first(EvidenceView c) {
    boolean bound =
        c.context().capabilities().reusesConnections()
            && (c.kind() == Kind.TOKEN || c.kind() == Kind.KEY);
    LastAccepted accepted = c.lastAccepted();
    boolean cookies = accepted != null && accepted.surface().cookies();
    boolean nonce = c.interpretation().demands().staleDigest();
    int addresses = c.context().capabilities().addresses();
    if (accepted != null && addresses <= FEW && Feasibility.may(c, new Experiment.EachAddress())) {
      return new Experiment.EachAddress();
    }
    return (bound && !cookies) || nonce
        ? new Experiment.FreshSession(1)
        : new Experiment.IdenticalRetry(1);
  }

  private static Experiment again(EvidenceView c) {
    int nth = (int) c.answers(Experiment.FreshSession.class).count() + 1;
    return new Experiment.FreshSession(nth);
  }
}
