package why401.diagnosis.report;

import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.rule.CleanedSecretAccepted;
import why401.diagnosis.verdict.Formats;

/// What to do first where that depends on more than a name.
record Remedies(EvidenceView c, String credential) {
  private String target() {
    return Formats.origin(c.exchange().url());
  }

  String path() {
    boolean dropped = c.exchange().sent().onFirstHop() && !c.exchange().sent().onLastHop();
    boolean header = c.kind() == Kind.TOKEN || c.kind() == Kind.PASSWORD;
    return dropped
        ? "Point the probe at %s directly, or ask why %s redirects there; no credential is ever sent to another origin."
            .formatted(target(), Formats.origin(c.exchange().sent().url()))
        : "Look at the proxies in front of %s for a rule that removes or replaces %s, and at what was deployed last."
            .formatted(
                target(), header ? "the Authorization header" : "what carries " + credential);
  }

  String renewal() {
    return c.context().capabilities().renewable()
        ? "See why the token of %s was not renewed in time: its last renewals are in the log."
            .formatted(credential)
        : "Put a new token or secret in place for %s, and see who should have renewed it."
            .formatted(credential);
  }

  String form() {
    return c.sent().damage().isEmpty()
        ? "Look at what %s really holds: %s wants an access token.".formatted(credential, target())
        : "Write the secret of %s anew. %s"
            .formatted(credential, CleanedSecretAccepted.damage(c.sent()));
  }

  String keys(String issuer) {
    return c.keyPublished()
        ? "Make %s read the key set of %s again: %s is published there."
            .formatted(target(), issuer, MessageArguments.key(c))
        : "Ask the owners of %s why %s is gone; an old key stays published until its last token has ended. A fresh token helps meanwhile."
            .formatted(issuer, MessageArguments.key(c));
  }

  String revocation() {
    return c.context().capabilities().renewable()
        ? "Find out at the identity provider who ended the session or revoked the tokens of %s; a fresh token is obtained by itself."
            .formatted(credential)
        : "Issue a new token for %s, and ask who revoked the old one.".formatted(credential);
  }

  String session() {
    return c.context().capabilities().renewable()
        ? "Nothing for the probe, which logs in anew. If it comes back, ask why %s forgets sessions before their time."
            .formatted(target())
        : "If it comes back, look for replicas of %s that do not share sessions or nonces."
            .formatted(target());
  }
}
