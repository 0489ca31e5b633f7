package why401.token;

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
import why401.credential.SecretSource;
import why401.credential.Tls;

/// A keeper with a manual clock and a scripted identity provider.
final class KeeperWorld {
  static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  static final Duration SECOND = Duration.ofSeconds(1);

  final ManualTime time = new ManualTime(START);
  final ScriptedWire wire = new ScriptedWire(time);
  final RecordingListener events = new RecordingListener();
  private final @Nullable Path state;
  private final ExecutorService threads;
  private TokenKeeper keeper;
  private List<Credential> credentials = List.of();

  KeeperWorld() {
    this(null, new DirectThreads());
  }

  KeeperWorld(@Nullable Path state, ExecutorService threads) {
    this.state = state;
    this.threads = threads;
    this.keeper = newKeeper();
  }

  private TokenKeeper newKeeper() {
    Random random = new Random(7);
    return new TokenKeeper(
        new TokenSettings(time, time, state, AccountProtection.DEFAULT, Duration.ofSeconds(10)),
        events,
        new KeeperParts(wire, new RenewalPolicy(random), random, threads));
  }

  TokenKeeper keeper() {
    return keeper;
  }

  KeeperWorld with(Credential... all) {
    credentials = List.of(all);
    keeper.apply(credentials);
    return this;
  }

  /// As if the process had been killed and started again.
  void restart() {
    keeper = newKeeper();
    keeper.apply(credentials);
  }

  void tick() {
    keeper.tick(time.instant());
  }

  /// Lets `duration` pass, a tick each second.
  void pass(Duration duration) {
    for (long left = duration.toSeconds(); left > 0; left--) {
      time.advance(SECOND);
      tick();
    }
  }

  int requests() {
    return wire.seen().size();
  }

  List<Duration> requestTimes() {
    List<Duration> times = new ArrayList<>();
    wire.seen().forEach(seen -> times.add(Duration.between(START, seen.at())));
    return times;
  }

  @Nullable Token token(Credential credential) {
    return keeper.authorize(credential, Duration.ZERO) instanceof Authorization.Ready ready
            && ready.proof() instanceof Proof.AccessToken access
        ? access.token()
        : null;
  }

  static OAuthClient client(SecretSource secret) {
    return client(new ClientAuthentication.WithSecret("probe", Method.BASIC, secret));
  }

  static OAuthClient client(ClientAuthentication authentication) {
    return new OAuthClient(
        new Issuer(null, URI.create("https://idp.test/token"), null, null),
        authentication,
        null,
        null,
        Map.of(),
        Tls.DEFAULT);
  }

  static Credential.ClientCredentials clientCredentials(String name) {
    return new Credential.ClientCredentials(name, client(new MutableSecret("client-secret-1")));
  }
}
