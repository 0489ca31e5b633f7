package why401.partner;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Keycloak of the unpacked distribution: production mode over plain HTTP and HTTPS, database in
/// a file, so that a restart keeps realms and sessions.
public final class KeycloakServer implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofMinutes(3);
  private static @Nullable KeycloakServer shared;

  private final PartnerFolder folder = PartnerFolder.create("keycloak");
  private final int port = FreePort.next();
  private final KeycloakTls tls = new KeycloakTls(folder, FreePort.next());
  private final KeycloakAdmin admin = new KeycloakAdmin(url(""));
  private final ManagedProcess process;

  private KeycloakServer(KeycloakDistribution distribution, Map<String, String> more) {
    List<String> command =
        distribution
            .in(folder.work().resolve("home"))
            .command(
                "start",
                "--optimized",
                "--cache=local",
                "--http-enabled=true",
                "--hostname-strict=false",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--db-url=jdbc:h2:file:"
                    + folder.work().resolve("database")
                    + ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE");
    command.addAll(tls.options());
    Map<String, String> environment = new HashMap<>(KeycloakDistribution.environment());
    environment.put("KC_HTTP_ACCESS_LOG_ENABLED", "true");
    environment.put(
        "KC_HTTP_ACCESS_LOG_PATTERN", "%s \"%{i,User-Agent}\" \"%{i,X-Forwarded-For}\" %m %U");
    environment.put("KC_BOOTSTRAP_ADMIN_CLIENT_ID", KeycloakAdmin.CLIENT);
    environment.put("KC_BOOTSTRAP_ADMIN_CLIENT_SECRET", KeycloakAdmin.SECRET);
    environment.putAll(more);
    process =
        new ManagedProcess(
            new ManagedProcess.Launch(command, environment, folder.output().resolve("output.log")));
  }

  /// The one Keycloak of this JVM, started by the first that asks and ended with the JVM. It is
  /// never stopped. Make a realm of your own: never change another's.
  public static synchronized KeycloakServer shared() {
    KeycloakServer server = shared;
    if (server == null) {
      server = start(KeycloakDistribution.prepared(), Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      shared = server;
    }
    return server;
  }

  /// One of one's own, which may be stopped; close it.
  public static KeycloakServer startOwn() {
    return start(KeycloakDistribution.prepared(), Map.of());
  }

  /// One of one's own, which goes by `clock`; close it.
  public static KeycloakServer startAt(FakeClock clock) {
    return start(KeycloakDistribution.prepared(), clock.environment());
  }

  private static KeycloakServer start(
      KeycloakDistribution distribution, Map<String, String> environment) {
    var server = new KeycloakServer(distribution, environment);
    try {
      server.start();
    } catch (RuntimeException e) {
      server.folder.close();
      throw e;
    }
    return server;
  }

  /// Starts it again, on the same port, after [#stop()].
  public void start() {
    process.start(DEADLINE, () -> PlainHttp.answers(url("/realms/master")));
  }

  /// Stops it: connections are refused.
  public void stop() {
    mustNotBeShared();
    process.stop();
  }

  /// Freezes it: connections are made, and nothing answers.
  public void suspend() {
    mustNotBeShared();
    process.suspend();
  }

  private void mustNotBeShared() {
    synchronized (KeycloakServer.class) {
      if (this == shared) {
        throw new IllegalStateException("the shared Keycloak stays as it is (expected: startOwn)");
      }
    }
  }

  /// Lets it go on.
  public void resume() {
    process.resume();
  }

  /// Makes a realm.
  ///
  /// @param name in no other test's use
  /// @param settings of Keycloak's realm representation, such as `accessTokenLifespan` (seconds),
  ///   `revokeRefreshToken`, `bruteForceProtected`, `failureFactor`, `ssoSessionMaxLifespan`
  public KeycloakRealm createRealm(String name, Map<String, Object> settings) {
    Map<String, Object> representation = new HashMap<>();
    representation.put("realm", name);
    representation.put("enabled", true);
    representation.put("sslRequired", "NONE");
    representation.putAll(settings);
    admin.post("", representation);
    return realm(name);
  }

  /// An access token of the master realm.
  public String adminToken() {
    return admin.token();
  }

  /// A realm that exists.
  public KeycloakRealm realm(String name) {
    return new KeycloakRealm(admin, name, issuer(name));
  }

  /// The issuer of the realm's tokens.
  public String issuer(String realm) {
    return url("/realms/" + realm);
  }

  /// The realm's token endpoint.
  public String tokenEndpoint(String realm) {
    return issuer(realm) + "/protocol/openid-connect/token";
  }

  /// `http://127.0.0.1:PORT` and the path.
  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /// The same server by HTTPS.
  public KeycloakTls tls() {
    return tls;
  }

  /// What it was asked for, in order, among its other messages.
  public AccessLog accessLog() {
    return new AccessLog(folder.output().resolve("output.log"));
  }

  /// For signals and the log.
  public ManagedProcess process() {
    return process;
  }

  /// Not for [#shared()]: that one ends with the JVM.
  @Override
  public void close() {
    process.close();
    folder.close();
  }
}
