package why401.e2e;

import java.time.Duration;
import java.util.Map;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;
import why401.partner.ResourceServer;
import why401.partner.ResourceServerDemands;

/// The servers that are probed, one resource for each fault, so that all faults can be at once.
final class Targets implements AutoCloseable {
  static final String PASSWORD = "right";
  private static final Map<String, String> USERS = Map.of("probe", PASSWORD);
  private static final int TOKEN_SECONDS = 20;

  final ApacheServer apache;
  final NginxServer nginx;
  final KeycloakRealm realm;
  final KeycloakRealm keys;
  private final ResourceServer api;
  private final ResourceServer keyApi;
  private final ResourceServer opaqueApi;
  private final KeycloakServer keycloak = KeycloakServer.startOwn();

  Targets() {
    Map<String, Object> short_ = Map.of("accessTokenLifespan", TOKEN_SECONDS);
    realm = keycloak.createRealm("notification", short_);
    keys = keycloak.createRealm("notification-keys", short_);
    for (String client : new String[] {"secret", "role", "audience", "outage", "user", "checker"}) {
      realm.clients().createConfidential(client, PASSWORD);
      realm.clients().addAudience(client, "api");
    }
    keys.clients().createConfidential("key", PASSWORD);
    realm.createRole("reader");
    realm.users().addRealmRole(realm.clients().serviceAccount("role"), "reader");
    realm.users().create("robot", PASSWORD);
    realm.users().create("guest", PASSWORD);
    api =
        ResourceServer.start(
            ResourceServerDemands.jwtsOf(realm)
                .withAudience("api")
                .withAuthority("/role", "ROLE_reader"));
    keyApi = ResourceServer.start(ResourceServerDemands.jwtsOf(keys));
    opaqueApi =
        ResourceServer.start(ResourceServerDemands.introspectedBy(realm, "checker", PASSWORD));
    apache =
        ApacheServer.start(
            Map.of(
                "/password", new ApacheSite.Basic(USERS),
                "/digest", new ApacheSite.Digest(USERS, Duration.ofMinutes(5)),
                "/scheme", new ApacheSite.Basic(USERS)));
    nginx = new NginxServer();
    nginx.server("single", basic("single"));
    nginx.server("one", basic("one"));
    nginx.server("two", basic("two"));
    nginx.upstream("replicas", nginx.address("one"), nginx.address("two"));
    nginx.server("balancer", NginxLocations.proxy("/", "http://replicas"));
    nginx.server("front", NginxLocations.proxy("/", api.url("")));
    nginx.start();
  }

  private String basic(String name) {
    return NginxLocations.basic("/", nginx.passwordFile(name, USERS));
  }

  void switchScheme() {
    apache.serve("/scheme", new ApacheSite.Digest(USERS, Duration.ofMinutes(5)));
  }

  /// The third request on a connection is refused, the fourth is not.
  void refuseOnce() {
    nginx.server("single", NginxLocations.oneRefusal(3) + basic("single"));
    nginx.reload();
  }

  void dropHeader() {
    nginx.server("front", NginxLocations.proxyWithoutAuthorization("/", api.url("")));
    nginx.reload();
  }

  void breakReplica() {
    nginx.passwordFile("two", Map.of("probe", "another"));
  }

  void stopIdentityProvider() {
    keycloak.stop();
  }

  int probes() {
    return 13;
  }

  String configuration() {
    return """
    why401.defaults { interval = 2s, timeout = 2s }
    why401.credentials {
      basic-password { type = basic, username = probe, password = right }
      basic-scheme { type = basic, username = probe, password = right }
      basic-single { type = basic, username = probe, password = right }
      basic-replicas { type = basic, username = probe, password = right }
      digest { type = digest, username = probe, password = right }
      %s
      user { type = password, issuer = "%s", client-id = user, client-secret = right, username = robot, password = right }
      session { type = password, issuer = "%s", client-id = user, client-secret = right, username = guest, password = right, scope = openid }
      key { type = client-credentials, issuer = "%s", client-id = key, client-secret = right }
    }
    why401.probes {
      password { url = "%s", credential = basic-password }
      digest { url = "%s", credential = digest }
      scheme { url = "%s", credential = basic-scheme }
      single { url = "%s", credential = basic-single }
      replicas { url = "%s", credential = basic-replicas }
      header { url = "%s", credential = header }
      secret { url = "%s", credential = secret }
      user { url = "%s", credential = user }
      session { url = "%s", credential = session }
      role { url = "%s", credential = role }
      audience { url = "%s", credential = audience }
      key { url = "%s", credential = key }
      outage { url = "%s", credential = outage }
    }
    """
        .formatted(
            clients(),
            realm.issuer(),
            realm.issuer(),
            keys.issuer(),
            apache.url("/password"),
            apache.url("/digest"),
            apache.url("/scheme"),
            nginx.url("single", "/"),
            nginx.url("balancer", "/"),
            nginx.url("front", "/header"),
            api.url("/secret"),
            api.url("/user"),
            opaqueApi.url("/session"),
            api.url("/role"),
            api.url("/audience"),
            keyApi.url("/key"),
            api.url("/outage"));
  }

  private String clients() {
    StringBuilder text = new StringBuilder();
    for (String client : new String[] {"secret", "role", "audience", "outage"}) {
      text.append(client(client, client));
    }
    return text.append(client("header", "outage")).toString();
  }

  private String client(String name, String id) {
    return "%s { type = client-credentials, issuer = \"%s\", client-id = %s, client-secret = right }\n"
        .formatted(name, realm.issuer(), id);
  }

  @Override
  public void close() {
    nginx.close();
    apache.close();
    api.close();
    keyApi.close();
    opaqueApi.close();
    keycloak.close();
  }
}
