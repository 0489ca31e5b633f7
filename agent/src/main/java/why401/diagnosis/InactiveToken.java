package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.token.Fault;

/// The identity provider itself calls the token inactive before its end.
final class InactiveToken implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean fresher = c.canAsk(new Question.RenewedToken());
    if (!c.inactive()
        || fresher
        || c.arrivalDoubted()
        || (c.forbidden() && !c.settled(Experiment.RENEWED_TOKEN))) {
      return Optional.empty();
    }
    boolean foreign =
        c.jwt()
            .map(TokenFacts::issuer)
            .filter(issuer -> c.setup().means().issuer() != null)
            .filter(issuer -> !issuer.equals(c.setup().means().issuer()))
            .isPresent();
    if (foreign) {
      return Optional.empty();
    }
    boolean freshRefused =
        c.renewed().filter(renewed -> renewed.observation().refused()).isPresent();
    boolean accountRefused =
        c.renewalFailed()
            .filter(failed -> failed.fault().reason() == Fault.Reason.REJECTED)
            .isPresent();
    return Draft.of(Cause.TOKEN_REVOKED, !freshRefused && !accountRefused)
        .because(
            From.IDENTITY_PROVIDER,
            "Asked about it, the identity provider calls the token inactive although its time is"
                + " not over.")
        .told();
  }
}
