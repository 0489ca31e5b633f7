package why401.diagnosis;

import java.util.Optional;
import why401.diagnosis.Finding.From;
import why401.probe.Outcome.Shape;

/// A forward proxy refused: the target never decided anything.
final class ProxyDemands implements Rule {
  @Override
  public Optional<Draft> judge(Case c) {
    if (c.shape() != Shape.PROXY_AUTHENTICATION_REQUIRED) {
      return Optional.empty();
    }
    return c.setup().means().proxyCredential()
        ? Draft.likely(Cause.CREDENTIALS_INVALID)
            .settled()
            .because(
                From.RESPONSE,
                "The forward proxy answered 407: it refuses the user name and password configured"
                    + " under 'proxy'.")
            .told()
        : Draft.certain(Cause.CREDENTIALS_MISSING)
            .because(
                From.RESPONSE,
                "The forward proxy answered 407 and no user name is configured for it.")
            .told();
  }
}
