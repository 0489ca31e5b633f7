package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.token.IssuerHealth;
import why401.token.TokenSource.KeyLookup;

/// Does the identity provider still call the token active?
public final class AskIntrospection implements Inquiry {
  @Override
  public Optional<Experiment> next(EvidenceView c) {
    IssuerHealth issuer = c.evidence().background().issuer();
    boolean away =
        (issuer != null && !issuer.up())
            || c.key().filter(KeyLookup.Unanswered.class::isInstance).isPresent();
    return c.kind() == Kind.TOKEN && !away && !c.forbidden() && !c.deliveryUncertain()
        ? Optional.of(new Experiment.Introspection())
        : Optional.empty();
  }
}
