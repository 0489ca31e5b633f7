package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.probe.Outcome.Shape;

/// A login page came in place of the resource.
final class LoginPageReturned implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    boolean login = c.shape() == Shape.LOGIN_REDIRECT || c.shape() == Shape.LOGIN_PAGE;
    if (!login) {
      return Optional.empty();
    }
    boolean freshRefused = c.renewed().filter(one -> one.observation().refused()).isPresent();
    if (c.kind() == Kind.SESSION) {
      return (freshRefused
              ? Hypothesis.possible(Cause.SERVER_MISCONFIGURED)
                  .because(From.EXPERIMENT, "A session that was just opened is sent to it as well.")
              : Hypothesis.likely(Cause.SESSION_STALE))
          .because(From.RESPONSE, "The target sends the session to its login page.")
          .told();
    }
    return Hypothesis.possible(Cause.SCHEME_NOT_ACCEPTED)
        .because(
            From.RESPONSE,
            "The target sends %s to a login page: it may want a session instead."
                .formatted(c.sent().scheme()))
        .told();
  }
}
