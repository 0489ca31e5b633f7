package why401.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import why401.partner.AccessLog;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;
import why401.partner.ResourceServer;
import why401.partner.ResourceServerDemands;

/// The servers of a run of the matrix, each started once.
final class Lab implements AutoCloseable {
  static final String AUDIENCE = "orders-api";

  final KeycloakServer keycloak = KeycloakServer.shared();
  final KeycloakRealm realm;
  final ApacheServer apache = ApacheServer.start(Map.of("/open", new ApacheSite.Open()));
  final NginxServer nginx = new NginxServer();
  final ResourceServer api;
  final ResourceServer opaque;
  final ScriptedServer mock = new ScriptedServer();
  private @Nullable KeycloakRealm rotating;
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

  /// A name that no other scenario uses.
  String fresh(String stem) {
    return stem + "-" + numbers.incrementAndGet();
  }

  /// A token of another realm of the same Keycloak.
  String foreignToken() {
    return keycloak.adminToken();
  }

  /// The access logs that count.
  List<AccessLog> logs() {
    return List.of(
        keycloak.accessLog(),
        apache.accessLog(),
        nginx.accessLog(),
        api.accessLog(),
        opaque.accessLog());
  }

  /// Hands the key set and introspection on again.
  void keysAsTheyAre() {
    nginx.server("keys", NginxLocations.proxy("/", keycloak.url("/").replaceAll("/$", "")));
    nginx.reload();
  }

  @Override
  public void close() {
    List<AutoCloseable> all = new ArrayList<>(List.of(mock, opaque, api, nginx, apache));
    for (AutoCloseable one : all) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    realm.delete();
  }
}
