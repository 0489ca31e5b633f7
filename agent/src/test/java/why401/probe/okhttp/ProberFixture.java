package why401.probe.okhttp;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.http.CookieScope;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.ProbeBuilder;
import why401.probe.RequestVariation;
import why401.token.Credentials;
import why401.token.SessionCookie;
import why401.token.Token;
import why401.token.TokenListener;

/// A prober with the machine's clock, and short words for what the tests send with it.
final class ProberFixture implements AutoCloseable {
  static final String SECRET = "correct-horse-battery";
  static final Credentials NOTHING = new Credentials.None();
  static final Credentials BEARER = new Credentials.StaticBearer(Secret.of(SECRET));
  static final Credentials BASIC = new Credentials.Basic("probe", Secret.of(SECRET));
  static final Credentials DIGEST = new Credentials.Digest("probe", Secret.of(SECRET));

  final List<Duration> remaining = new ArrayList<>();
  final OkHttpProber prober =
      new OkHttpProber(
          java.time.InstantSource.system(),
          System::nanoTime,
          new TokenListener() {
            @Override
            public void used(Token token, Duration left) {
              remaining.add(left);
            }
          });

  static Credentials key(Credential.Placement in, String parameter) {
    return new Credentials.Key(in, parameter, Secret.of(SECRET));
  }

  static Token token(Instant expiresAt) {
    return token(expiresAt, List.of());
  }

  /// A session of one minute, of which one cookie goes to every path of `login`.
  static Credentials session(String login) {
    return session(login, CookieScope.ofHost(URI.create(login)));
  }

  static Credentials session(String login, CookieScope scope) {
    SessionCookie cookie = new SessionCookie("JSESSIONID", Secret.of(SECRET), scope);
    return new Credentials.Session(token(Instant.now().plusSeconds(60), List.of(cookie)), login);
  }

  private static Token token(Instant expiresAt, List<SessionCookie> cookies) {
    return new Token(
        "orders-key",
        3,
        Secret.of(cookies.isEmpty() ? SECRET : ""),
        cookies,
        expiresAt.minusSeconds(600),
        expiresAt,
        expiresAt.minusSeconds(200),
        Token.ExpirySource.EXPIRES_IN,
        null);
  }

  Outcome send(ProbeBuilder probe, Credentials credentials) {
    return send(probe, credentials, new RequestVariation.AsConfigured());
  }

  Outcome send(ProbeBuilder probe, Credentials credentials, RequestVariation variation) {
    return prober.send(probe.build(), credentials, variation);
  }

  /// The exchange of an outcome that has one.
  static Exchange exchange(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(var exchange) -> exchange;
      case Outcome.Refused(var exchange, _) -> exchange;
      case Outcome.Unexpected(var exchange, _) -> exchange;
      case Outcome.Unreachable unreachable -> throw new AssertionError(unreachable.toString());
      case Outcome.Withheld withheld -> throw new AssertionError(withheld.toString());
    };
  }

  @Override
  public void close() {
    prober.close();
  }
}
