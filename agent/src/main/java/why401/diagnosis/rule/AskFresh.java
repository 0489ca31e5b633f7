package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.LastAccepted;

/// Would a fresh session be accepted where the old one is refused?
public final class AskFresh implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    boolean cookies = accepted != null && accepted.surface().cookies();
    // A session is renewed for that.
    boolean session = c.kind() == Kind.SESSION && c.context().capabilities().renewable();
    boolean worth = (cookies && !session) || c.interpretation().demands().staleDigest();
    return worth && c.kind() != Kind.NONE && !c.settled(Experiment.FreshSession.class)
        ? Optional.of(new Experiment.FreshSession(1))
        : Optional.empty();
  }
}
