package why401.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import why401.partner.AccessLog;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;
import why401.partner.NginxTls;
import why401.partner.ResourceServer;
import why401.partner.ResourceServerDemands;
import why401.partner.SquidServer;

/// The servers of a run of the matrix, each started once.
final class Lab implements AutoCloseable {
  static final String AUDIENCE = "orders-api";

  final KeycloakServer keycloak = KeycloakServer.startOwn();
  final KeycloakRealm realm;
  final ApacheServer apache = ApacheServer.start(Map.of("/open", new ApacheSite.Open()));
  final NginxServer nginx = new NginxServer();
  final ResourceServer api;
  final ResourceServer opaque;
  final ScriptedServer mock = new ScriptedServer();
  private @Nullable KeycloakRealm rotating;
  private @Nullable SquidServer squid;
  private @Nullable NginxTls tls;
  private @Nullable CompletableFuture<ClockedLab> clocked;
  private @Nullable ResourceServer second;

  /// Of servers that were started when a scenario asked for them, in that order.
  private final List<AccessLog> later = new ArrayList<>();

  private final List<AutoCloseable> started = new ArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();

  Lab() {
    realm =
        keycloak.createRealm(
            "matrix", Map.of("accessTokenLifespan", 600, "bruteForceProtected", false));
    realm.createClientScope("orders.read");
    realm.createRole("auditor");
    realm.clients().createConfidential("introspecting", "introspecting-secret");
    nginx.server("keys", NginxLocations.proxy("/", keycloak.url("/").replaceAll("/$", "")));
    nginx.start();
    api =
        ResourceServer.start(
            ResourceServerDemands.jwtsOf(realm)
                .withJwkSetUri(nginx.url("keys", "/realms/matrix/protocol/openid-connect/certs"))
                .withAudience(AUDIENCE)
                .withAuthority("/orders", "SCOPE_orders.read")
                .withAuthority("/audit", "ROLE_auditor"));
    opaque =
        ResourceServer.start(
            ResourceServerDemands.introspectedBy(realm, "introspecting", "introspecting-secret"));
  }

  /// A realm in which refresh tokens are redeemed once.
  synchronized KeycloakRealm rotating() {
    KeycloakRealm known = rotating;
    if (known == null) {
      known =
          keycloak.createRealm(
              "matrix-rotating", Map.of("revokeRefreshToken", true, "refreshTokenMaxReuse", 0));
      rotating = known;
    }
    return known;
  }

  /// A forward proxy.
  synchronized SquidServer squid() {
    SquidServer known = squid;
    if (known == null) {
      known = started(SquidServer.start());
      later.add(known.accessLog());
      squid = known;
    }
    return known;
  }

  /// The certificates of nginx and of its clients.
  synchronized NginxTls tls() {
    NginxTls known = tls;
    if (known == null) {
      known = new NginxTls(nginx);
      tls = known;
    }
    return known;
  }

  /// Begins to start the Keycloak with a clock of its own, which takes as long as many scenarios.
  synchronized CompletableFuture<ClockedLab> startClocked() {
    CompletableFuture<ClockedLab> known = clocked;
    if (known == null) {
      known = CompletableFuture.supplyAsync(ClockedLab::start);
      clocked = known;
    }
    return known;
  }

  /// A Keycloak with a clock of its own.
  ClockedLab clocked() {
    ClockedLab ready = startClocked().join();
    if (!started.contains(ready)) {
      later.add(started(ready).keycloak().accessLog());
    }
    return ready;
  }

  /// A second resource server, for tokens of any issuer; it reads its keys at the server
  /// `second-keys` of nginx.
  synchronized ResourceServer second(String keys) {
    NginxScenarios.serve(this, "second-keys", keys);
    ResourceServer known = second;
    if (known == null) {
      known =
          started(
              ResourceServer.start(
                  ResourceServerDemands.jwtsOf(realm)
                      .ofAnyIssuer()
                      .withJwkSetUri(nginx.url("second-keys", "/certs"))));
      later.add(known.accessLog());
      second = known;
    }
    return known;
  }

  private <T extends AutoCloseable> T started(T server) {
    started.add(server);
    return server;
  }

  /// A name that no other scenario uses.
  String fresh(String stem) {
    return stem + "-" + numbers.incrementAndGet();
  }

  /// A token of another realm of the same Keycloak.
  String foreignToken() {
    return keycloak.adminToken();
  }

  /// The access logs that count.
  synchronized List<AccessLog> logs() {
    List<AccessLog> logs =
        new ArrayList<>(
            List.of(
                keycloak.accessLog(),
                apache.accessLog(),
                nginx.accessLog(),
                api.accessLog(),
                opaque.accessLog()));
    logs.addAll(later);
    return logs;
  }

  /// Hands the key set and introspection on again.
  void keysAsTheyAre() {
    nginx.server("keys", NginxLocations.proxy("/", keycloak.url("/").replaceAll("/$", "")));
    nginx.reload();
  }

  @Override
  public void close() {
    if (clocked != null) {
      clocked();
    }
    List<AutoCloseable> all = new ArrayList<>(started);
    all.addAll(List.of(mock, opaque, api, nginx, apache, keycloak));
    for (AutoCloseable one : all) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
