package why401.diagnosis.rule;

import java.util.Optional;
import java.util.Set;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.response.CredentialReceipt;
import why401.response.statement.Hint;
import why401.response.statement.Indication;

/// The target says that nothing came, and says the same to nobody and to nonsense.
final class CredentialNotReceived implements Rule {
  private static final Set<String> GENERAL = Set.of("RFC 6750, section 3.1", "general vocabulary");

  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean missing = c.seen() == CredentialReceipt.NO && c.kind() != Kind.NONE;
    boolean other = c.otherSchemeOffered();
    if (!missing || other || c.unlikeAnonymous() || c.unlikeDecoy() || c.unlikeMalformed()) {
      return Optional.empty();
    }
    boolean controlled = c.likeAnonymous() && c.sameAsDecoy() && c.repeats().asked() > 0;
    Hypothesis hypothesis =
        Hypothesis.of(
                Cause.CREDENTIALS_STRIPPED, controlled && sameSetupWorked(c) && discriminates(c))
            .because(
                From.RESPONSE,
                "We sent a credential, and the target answers as if none had arrived.");
    boolean nothingLeft = controlled && !Feasibility.may(c, new Experiment.MalformedControl());
    Hypothesis weighed = nothingLeft ? hypothesis.settled() : hypothesis;
    return c.likeAnonymous()
        ? weighed
            .because(
                From.EXPERIMENT,
                c.sameAsDecoy()
                    ? "It answers the same to a request without any, and to one with nonsense."
                    : "It answers the same to a request without any.")
            .told()
        : weighed.told();
  }

  /// Whether this configuration was accepted before.
  private static boolean sameSetupWorked(EvidenceView c) {
    LastAccepted accepted = c.lastAccepted();
    return accepted != null && accepted.configuration().equals(c.context().configuration());
  }

  /// Whether the target is known to tell a wrong credential from a missing one: it did so before,
  /// or it is a known product that has words of its own for a missing one.
  private static boolean discriminates(EvidenceView c) {
    boolean words =
        c.claim(Hint.CREDENTIALS_STRIPPED)
            .map(Indication::source)
            .filter(source -> !GENERAL.contains(source))
            .isPresent();
    return c.evidence().background().history().discriminates()
        || (words && c.interpretation().facts().product() != null);
  }
}
