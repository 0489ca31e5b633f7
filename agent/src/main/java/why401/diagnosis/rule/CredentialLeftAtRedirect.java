package why401.diagnosis.rule;

import java.util.Optional;
import java.util.regex.Pattern;
import why401.cause.Cause;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.LastAccepted;
import why401.diagnosis.verdict.Finding.From;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;
import why401.probe.Exchange;
import why401.probe.Outcome.Shape;

/// A redirect led to another origin, where credentials do not follow: we saw it ourselves.
final class CredentialLeftAtRedirect implements Rule {
  private static final Pattern LOGIN =
      Pattern.compile("(?i)log-?in|sign-?in|sso|saml|oauth|authoriz|authenticat|/auth/");

  @Override
  public Optional<Hypothesis> judge(EvidenceView c) {
    Exchange exchange = c.exchange();
    boolean dropped = exchange.sent().onFirstHop() && !exchange.sent().onLastHop();
    boolean login = c.shape() == Shape.LOGIN_REDIRECT || c.shape() == Shape.LOGIN_PAGE;
    Optional<Exchange.Hop> hop =
        exchange.hops().stream().filter(one -> !one.credentialKept()).findFirst();
    if (!dropped || login || hop.isEmpty() || LOGIN.matcher(hop.get().to().toString()).find()) {
      return Optional.empty();
    }
    LastAccepted accepted = c.lastAccepted();
    boolean always =
        accepted != null && accepted.surface().redirects().contains(Formats.place(hop.get().to()));
    return Hypothesis.of(Cause.CREDENTIALS_STRIPPED, !always)
        .because(
            From.RESPONSE,
            "%s redirects to %s, another origin; the credential was not sent there, and %s answered %d."
                .formatted(
                    Formats.origin(hop.get().from()),
                    Formats.place(hop.get().to()),
                    Formats.origin(exchange.url()),
                    exchange.status()))
        .told();
  }
}
