package why401.experiment;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.Prober;
import why401.probe.RequestVariation;
import why401.probe.SentRequest;
import why401.time.Sleeper;
import why401.token.CredentialStatus;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.IssuerHealth;
import why401.token.RenewalFailure;
import why401.token.RenewalResult;
import why401.token.TokenSource;

/// A small world in memory: a target that judges what it is shown, an identity provider, a clock
/// that moves when somebody waits.
final class World implements Prober, TokenSource, Sleeper {
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /// What a target is asked.
  record Ask(int nth, Credentials credentials, RequestVariation variation, Instant at, URI url) {}

  /// What it answers.
  record Reply(int status, List<String> headers, String body) {
    static Reply of(int status, String... headers) {
      return new Reply(status, List.of(headers), "");
    }

    Reply body(String text) {
      return new Reply(status, headers, text);
    }
  }

  Instant now = NOON;
  Function<Ask, Reply> target = _ -> Reply.of(200);
  Function<Long, RenewalResult> renewal = _ -> new RenewalResult.NotNow("none", "nothing to renew");

  /// Whether the provider calls even tokens inactive that it has just issued.
  boolean callsAllInactive;

  Function<Ask, Duration> takes = _ -> Duration.ofMillis(20);
  Introspection introspection = new Introspection.Unanswered("no endpoint");
  KeyLookup key = new KeyLookup.Unanswered("no endpoint");
  List<InetAddress> addresses = List.of();
  Duration targetOffset = Duration.ZERO;
  Instant tokenEnds = Instant.MAX;

  /// The redirects on the way to whoever answers.
  List<Exchange.Hop> hops = List.of();

  final List<Ask> asked = new ArrayList<>();
  int identityProviderRequests;
  private @Nullable RenewalResult current;

  /// Refusals of the real password since it was accepted last: what an account is charged with.
  int refusedPasswords;

  @Override
  public Outcome send(Probe probe, Credentials credentials, RequestVariation variation) {
    Credentials shown =
        switch (variation) {
          case RequestVariation.Anonymous _ -> new Credentials.None();
          case RequestVariation.Nonsense _ -> nonsense(credentials);
          case RequestVariation.AsConfigured _,
              RequestVariation.Again _,
              RequestVariation.FreshSession _,
              RequestVariation.ControlResource _,
              RequestVariation.AtAddress _,
              RequestVariation.WithCredentials _,
              RequestVariation.WithoutRedirects _ ->
              credentials;
        };
    if (!now.isBefore(tokenEnds) && shown instanceof Credentials.AccessToken) {
      return new Outcome.Withheld(
          now,
          Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE,
          RenewalFailure.of(now, RenewalFailure.Reason.TIMEOUT, "the token has ended"));
    }
    URI url =
        variation instanceof RequestVariation.ControlResource control ? control.url() : probe.url();
    Ask ask = new Ask(asked.size(), shown, variation, now, url);
    asked.add(ask);
    Outcome outcome = outcome(exchange(probe, ask, target.apply(ask)));
    count(shown, outcome);
    now = now.plusMillis(20);
    return outcome;
  }

  private void count(Credentials shown, Outcome outcome) {
    boolean password =
        shown instanceof Credentials.Basic(var username, _) && !username.equals("nobody");
    if (password && outcome instanceof Outcome.Refused) {
      refusedPasswords++;
    } else if (password && outcome instanceof Outcome.Accepted) {
      refusedPasswords = 0;
    }
  }

  private static Credentials nonsense(Credentials credentials) {
    Secret secret = Secret.of("nonsense-that-belongs-to-nobody");
    return switch (credentials) {
      case Credentials.Basic _ -> new Credentials.Basic("nobody", secret);
      case Credentials.Digest _ -> new Credentials.Digest("nobody", secret);
      case Credentials.Key key -> new Credentials.Key(key.in(), key.parameter(), secret);
      case Credentials.None none -> none;
      case Credentials.Body _, Credentials.Signed _ -> new Credentials.None();
      case Credentials.StaticBearer _, Credentials.AccessToken _, Credentials.Session _ ->
          new Credentials.StaticBearer(secret);
    };
  }

  private Exchange exchange(Probe probe, Ask ask, Reply reply) {
    boolean shown = !(ask.credentials() instanceof Credentials.None);
    SentRequest sent =
        new SentRequest(
            now,
            "GET",
            ask.url(),
            probe.credential(),
            ask.credentials().scheme(),
            ask.credentials().fingerprint(),
            null,
            shown,
            shown);
    List<Header> headers = new ArrayList<>();
    headers.add(
        new Header(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                now.plus(targetOffset).atOffset(ZoneOffset.UTC))));
    for (String line : reply.headers()) {
      int colon = line.indexOf(':');
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new Exchange(
        sent,
        now,
        ask.url(),
        new HttpResponse(reply.status(), headers, reply.body()),
        reply.body().length(),
        false,
        hops,
        ask.variation() instanceof RequestVariation.AtAddress at
            ? at.address().getHostAddress()
            : "192.0.2.1",
        null,
        takes.apply(ask),
        Map.of());
  }

  private static Outcome outcome(Exchange exchange) {
    boolean shown = exchange.sent().withCredential();
    boolean login =
        exchange.header("Location").filter(location -> location.contains("login")).isPresent();
    return switch (exchange.status()) {
      case 200 -> new Outcome.Accepted(exchange);
      case 401 -> new Outcome.Refused(exchange, Outcome.Shape.UNAUTHORIZED);
      case 407 -> new Outcome.Refused(exchange, Outcome.Shape.PROXY_AUTHENTICATION_REQUIRED);
      default ->
          shown && exchange.status() == 403
              ? new Outcome.Refused(exchange, Outcome.Shape.FORBIDDEN)
              : shown && login
                  ? new Outcome.Refused(exchange, Outcome.Shape.LOGIN_REDIRECT)
                  : new Outcome.Unexpected(exchange, "status " + exchange.status());
    };
  }

  @Override
  public List<InetAddress> addresses(Probe probe) {
    return addresses;
  }

  @Override
  public void forget(String probe) {}

  @Override
  public RenewalResult renewNow(Credential credential, long generation) {
    if (current instanceof RenewalResult.Renewed(_, var token) && token.generation() > generation) {
      return current;
    }
    identityProviderRequests++;
    current = renewal.apply(generation);
    return current;
  }

  @Override
  public Introspection introspect(Credential credential, Credentials credentials) {
    identityProviderRequests++;
    boolean fresh =
        credentials instanceof Credentials.AccessToken access && access.token().generation() > 1;
    return fresh && introspection instanceof Introspection.Inactive && !callsAllInactive
        ? new Introspection.Active(null, null)
        : introspection;
  }

  @Override
  public KeyLookup lookUpKey(Credential credential, @Nullable String keyId) {
    identityProviderRequests++;
    return key;
  }

  @Override
  public void sleep(Duration pause) {
    now = now.plus(pause);
  }

  @Override
  public CredentialsResult authorize(Credential credential, Duration maxWait) {
    throw new UnsupportedOperationException("authorize");
  }

  @Override
  public Optional<CredentialStatus> state(String credential) {
    return Optional.empty();
  }

  @Override
  public List<CredentialStatus> states() {
    return List.of();
  }

  @Override
  public List<IssuerHealth> issuers() {
    return List.of();
  }
}
