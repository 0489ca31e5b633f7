package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.Neighbours.Tally;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;

/// The credential is good by all that can be asked, and this target refuses it and others.
final class ValidElsewhere implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    return backendBroken(c)
        .or(() -> c.kind() == Kind.TOKEN ? token(c) : Optional.empty())
        .or(() -> neighbours(c));
  }

  /// Nonsense makes the target stumble: its authentication is at fault, not the credential.
  private static Optional<Hypothesis> backendBroken(EvidenceView c) {
    boolean stumbles = c.nonsense().filter(answer -> answer.status() >= 500).isPresent();
    boolean anyForbidden =
        c.forbidden()
            && c.kind() == Kind.PASSWORD
            && c.sameAsDecoy()
            && c.unlikeAnonymous()
            && c.sameSecretWorked();
    return stumbles || anyForbidden
        ? Hypothesis.likely(Cause.SERVER_MISCONFIGURED)
            .because(
                From.EXPERIMENT,
                stumbles
                    ? "With a credential that belongs to nobody the target answers %d."
                        .formatted(c.nonsense().orElseThrow().status())
                    : "The target answers 403 to whatever user, known or not.")
            .told()
        : Optional.empty();
  }

  private static Optional<Hypothesis> token(EvidenceView c) {
    boolean freshRefused = c.renewed().filter(one -> one.observation().refused()).isPresent();
    boolean authority = c.active() || c.keyPublished();
    if (!authority || c.forbidden() || (!freshRefused && !c.active())) {
      return Optional.empty();
    }
    Hypothesis hypothesis =
        c.lastAccepted() == null
            ? Hypothesis.possible(Cause.SERVER_MISCONFIGURED)
            : Hypothesis.likely(Cause.SERVER_MISCONFIGURED);
    return hypothesis
        .because(
            From.IDENTITY_PROVIDER,
            c.active()
                ? "The identity provider calls the token active."
                : "The token's key is published.")
        .because(
            From.EXPERIMENT,
            freshRefused
                ? "A fresh token is refused just the same."
                : "The target refuses it nevertheless.")
        .told();
  }

  private static Optional<Hypothesis> neighbours(EvidenceView c) {
    Neighbours near = c.evidence().background().neighbours();
    Tally target = near.sameTarget();
    if (!target.allRefused() || c.lastAccepted() == null || c.forbidden()) {
      return Optional.empty();
    }
    return Hypothesis.likely(Cause.SERVER_MISCONFIGURED)
        .because(
            From.HISTORY,
            "The target refuses %d other probes with other credentials as well%s."
                .formatted(
                    target.refused(),
                    near.sameCredential().allAccepted() ? ", and others accept this one" : ""))
        .told();
  }
}
