package why401.diagnosis;

import java.util.Optional;
import java.util.regex.Pattern;
import why401.diagnosis.Finding.From;
import why401.probe.Exchange;
import why401.probe.Outcome.Shape;

/// A redirect led to another origin, where credentials do not follow: we saw it ourselves.
final class RedirectDropped implements Rule {
  private static final Pattern LOGIN =
      Pattern.compile("(?i)log-?in|sign-?in|sso|saml|oauth|authoriz|authenticat|/auth/");

  @Override
  public Optional<Draft> judge(Case c) {
    Exchange exchange = c.exchange();
    boolean dropped = exchange.sent().onFirstHop() && !exchange.sent().onLastHop();
    boolean login = c.shape() == Shape.LOGIN_REDIRECT || c.shape() == Shape.LOGIN_PAGE;
    Optional<Exchange.Hop> hop =
        exchange.hops().stream().filter(one -> !one.credentialKept()).findFirst();
    if (!dropped || login || hop.isEmpty() || LOGIN.matcher(hop.get().to().toString()).find()) {
      return Optional.empty();
    }
    LastGood good = c.lastGood();
    boolean always =
        good != null && good.surface().redirects().contains(Words.place(hop.get().to()));
    return Draft.of(Cause.CREDENTIALS_STRIPPED, !always)
        .because(
            From.RESPONSE,
            "%s redirects to %s, another origin; the credential was not sent there, and %s answered %d."
                .formatted(
                    Words.origin(hop.get().from()),
                    Words.place(hop.get().to()),
                    Words.origin(exchange.url()),
                    exchange.status()))
        .told();
  }
}
