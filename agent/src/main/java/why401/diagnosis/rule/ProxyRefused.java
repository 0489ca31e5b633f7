package why401.diagnosis.rule;

import java.util.Optional;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Hypothesis;
import why401.probe.Outcome.Shape;

/// A forward proxy refused: the target never decided anything.
final class ProxyRefused implements Rule {
  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    if (c.shape() != Shape.PROXY_AUTHENTICATION_REQUIRED) {
      return Optional.empty();
    }
    return c.context().capabilities().proxyCredential()
        ? Hypothesis.likely(Cause.CREDENTIALS_INVALID)
            .settled()
            .because(
                From.RESPONSE,
                "The forward proxy answered 407: it refuses the user name and password configured"
                    + " under 'proxy'.")
            .told()
        : Hypothesis.certain(Cause.CREDENTIALS_MISSING)
            .because(
                From.RESPONSE,
                "The forward proxy answered 407 and no user name is configured for it.")
            .told();
  }
}
