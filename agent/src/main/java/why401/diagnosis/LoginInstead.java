package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.diagnosis.ProofFacts.Kind;
import why401.probe.Outcome.Shape;

/// A login page came in place of the resource.
final class LoginInstead implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    boolean login = c.shape() == Shape.LOGIN_REDIRECT || c.shape() == Shape.LOGIN_PAGE;
    if (!login) {
      return Optional.empty();
    }
    boolean freshRefused = c.renewed().filter(one -> one.observation().refused()).isPresent();
    if (c.kind() == Kind.SESSION) {
      return (freshRefused
              ? Draft.possible(Cause.SERVER_MISCONFIGURED)
                  .because(From.EXPERIMENT, "A session that was just opened is sent to it as well.")
              : Draft.likely(Cause.SESSION_STALE))
          .because(From.RESPONSE, "The target sends the session to its login page.")
          .told();
    }
    return Draft.possible(Cause.SCHEME_NOT_ACCEPTED)
        .because(
            From.RESPONSE,
            "The target sends %s to a login page: it may want a session instead."
                .formatted(c.sent().scheme()))
        .told();
  }
}
