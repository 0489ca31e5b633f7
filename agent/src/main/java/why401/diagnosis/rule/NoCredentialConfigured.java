package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// The probe has no credential and the target demands one.
final class NoCredentialConfigured implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    // What somebody wrote into the headers or the URL was sent, though the agent cannot judge it.
    if (c.kind() != Kind.NONE
        || c.exchange().sent().withCredential()
        || Feasibility.unconfirmed(c)) {
      return Optional.empty();
    }
    return Hypothesis.certain(Cause.CREDENTIALS_MISSING)
        .because(
            From.CONFIGURATION,
            c.context().credential() == null
                ? "The probe names no credential, so its request carried none."
                : "The request carried no credential.")
        .told();
  }
}
