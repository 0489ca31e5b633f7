package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.JwtFacts;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.token.RenewalFailure;

/// The identity provider itself calls the token inactive before its end.
final class TokenInactive implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean fresher = Feasibility.may(c, new Experiment.RenewedToken());
    if (!c.inactive()
        || fresher
        || c.deliveryUncertain()
        || (c.forbidden() && !c.settled(Experiment.RenewedToken.class))) {
      return Optional.empty();
    }
    boolean foreign =
        c.jwt()
            .map(JwtFacts::issuer)
            .filter(issuer -> c.context().capabilities().issuer() != null)
            .filter(issuer -> !issuer.equals(c.context().capabilities().issuer()))
            .isPresent();
    if (foreign) {
      return Optional.empty();
    }
    boolean freshRefused =
        c.renewed().filter(renewed -> renewed.observation().refused()).isPresent();
    boolean accountRefused =
        c.renewalFailed()
            .filter(failed -> failed.failure().reason() == RenewalFailure.Reason.REJECTED)
            .isPresent();
    return Hypothesis.of(Cause.TOKEN_REVOKED, !freshRefused && !accountRefused)
        .because(
            From.IDENTITY_PROVIDER,
            "Asked about it, the identity provider calls the token inactive although its time is"
                + " not over.")
        .told();
  }
}
