package why401.token.source;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import why401.credential.ClientAuthentication;
import why401.credential.ClientAuthentication.Method;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.secret.SecretSource;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.Token;
import why401.token.TokenSettings;
import why401.token.lockout.AccountProtection;
import why401.token.renewal.DefaultRenewalPolicy;

/// A keeper with a manual clock and a scripted identity provider.
public final class TokenSourceWorld {
  public static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  public static final Duration SECOND = Duration.ofSeconds(1);

  public final ManualTime time = new ManualTime(START);
  public final ScriptedIssuerTransport wire = new ScriptedIssuerTransport(time);
  final RecordingListener events = new RecordingListener();
  private final @Nullable Path state;
  private final ExecutorService threads;
  private RenewingTokenSource source;
  private List<Credential> credentials = List.of();

  public TokenSourceWorld() {
    this(null, new DirectThreads());
  }

  TokenSourceWorld(@Nullable Path state, ExecutorService threads) {
    this.state = state;
    this.threads = threads;
    this.source = newKeeper();
  }

  private RenewingTokenSource newKeeper() {
    Random random = new Random(7);
    return new RenewingTokenSource(
        new TokenSettings(time, time, state, AccountProtection.DEFAULT, Duration.ofSeconds(10)),
        events,
        new TokenSourceParts(wire, new DefaultRenewalPolicy(random), random, threads));
  }

  public RenewingTokenSource source() {
    return source;
  }

  public TokenSourceWorld with(Credential... all) {
    credentials = List.of(all);
    source.apply(credentials);
    return this;
  }

  /// As if the process had been killed and started again.
  void restart() {
    source = newKeeper();
    source.apply(credentials);
  }

  void tick() {
    source.tick(time.instant());
  }

  /// Lets `duration` pass, a tick each second.
  public void pass(Duration duration) {
    for (long left = duration.toSeconds(); left > 0; left--) {
      time.advance(SECOND);
      tick();
    }
  }

  public int requests() {
    return wire.seen().size();
  }

  List<Duration> requestTimes() {
    List<Duration> times = new ArrayList<>();
    wire.seen().forEach(seen -> times.add(Duration.between(START, seen.at())));
    return times;
  }

  @Nullable
  public Token token(Credential credential) {
    return source.authorize(credential, Duration.ZERO) instanceof CredentialsResult.Ready ready
            && ready.credentials() instanceof Credentials.AccessToken access
        ? access.token()
        : null;
  }

  public static OAuthClient client(SecretSource secret) {
    return client(new ClientAuthentication.WithSecret("probe", Method.BASIC, secret));
  }

  public static OAuthClient client(ClientAuthentication authentication) {
    return new OAuthClient(
        new Issuer(null, URI.create("https://idp.test/token"), null, null),
        authentication,
        null,
        null,
        Map.of(),
        TlsOptions.DEFAULT);
  }

  static Credential.ClientCredentials clientCredentials(String name) {
    return new Credential.ClientCredentials(name, client(new MutableSecret("client-secret-1")));
  }
}
