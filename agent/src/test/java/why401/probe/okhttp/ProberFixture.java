package why401.probe.okhttp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.ProbeBuilder;
import why401.probe.RequestVariation;
import why401.token.Credentials;
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
    return token(expiresAt, Map.of());
  }

  static Token token(Instant expiresAt, Map<String, Secret> cookies) {
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
