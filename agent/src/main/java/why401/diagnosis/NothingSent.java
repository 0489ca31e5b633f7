package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;

/// The probe has no credential and the target demands one.
final class NothingSent implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    // What somebody wrote into the headers or the URL was sent, though the agent cannot judge it.
    if (c.kind() != Kind.NONE || c.exchange().sent().withCredential() || c.doubtful()) {
      return Optional.empty();
    }
    return Draft.certain(Cause.CREDENTIALS_MISSING)
        .because(
            From.CONFIGURATION,
            c.setup().credential() == null
                ? "The probe names no credential, so its request carried none."
                : "The request carried no credential.")
        .told();
  }
}
