package why401.e2e;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;

/// Faults of real servers that are made and repaired, each behind a port and in a realm of its own,
/// so that the repair of one shows at no other, but for the one that is there to see that.
final class RepairFaults implements AutoCloseable {
  private static final Map<String, String> RIGHT = Map.of("probe", "right");
  private static final Duration SESSION = Duration.ofMinutes(30);

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final Map<String, KeycloakRealm> realms = realms();
  private final ApacheServer basic = apache("/basic", new ApacheSite.Basic(RIGHT));
  private final ApacheServer digest = apache("/digest", new ApacheSite.Digest(RIGHT, SESSION));
  private final ApacheServer scheme = apache("/scheme", new ApacheSite.Basic(RIGHT));
  private final ApacheServer rights = apache("/rights", group("probe"));
  private final ApacheServer behind = apache("/behind", new ApacheSite.Basic(RIGHT));
  private final ApacheServer form = apache("/form", form("right", "key-1"));
  private final NginxServer nginx = new NginxServer();

  /// One fault.
  ///
  /// @param probe its name, and that of its credential
  /// @param what is broken and repaired
  record Fault(String probe, String what, Runnable cause, Runnable repair) {}

  RepairFaults() {
    realms.forEach((client, realm) -> realm.clients().createConfidential(client, "right"));
    realm("client").clients().createConfidential("beside", "right");
    realm("disabled").users().create("robot", "right");
    realm("locked").users().create("robot", "right");
    nginx.server("key", key("right"));
    nginx.server("provider", NginxLocations.proxy("/", keycloak.url("")));
    nginx.server("gateway", NginxLocations.proxy("/", behind.url("")));
    nginx.server("backend", backend(204));
    tokenProbes()
        .forEach(
            name ->
                nginx.server(
                    name,
                    "location / { if ($http_authorization = \"\") { return 401; } return 200; }"));
    nginx.start();
  }

  private Map<String, KeycloakRealm> realms() {
    Map<String, KeycloakRealm> all = new LinkedHashMap<>();
    for (String name : List.of("secret", "client", "outage", "disabled", "locked")) {
      all.put(
          name,
          keycloak.createRealm(
              "repair-" + name,
              Map.of(
                  "accessTokenLifespan",
                  40,
                  "bruteForceProtected",
                  true,
                  "failureFactor",
                  2,
                  "waitIncrementSeconds",
                  7200,
                  "maxFailureWaitSeconds",
                  7200)));
    }
    return all;
  }

  private KeycloakRealm realm(String name) {
    return Objects.requireNonNull(realms.get(name), name);
  }

  private static List<String> tokenProbes() {
    return List.of("secret", "client", "beside", "outage", "disabled", "locked");
  }

  private static ApacheServer apache(String path, ApacheSite site) {
    return ApacheServer.start(Map.of(path, site));
  }

  private static ApacheSite group(String member) {
    return new ApacheSite.Group(RIGHT, java.util.Set.of(member), true);
  }

  private static ApacheSite form(String password, String key) {
    return new ApacheSite.FormLogin(Map.of("probe", password), SESSION, true, key);
  }

  private static String key(String value) {
    return "location / { if ($http_x_api_key != \"%s\") { return 401; } return 200; }"
        .formatted(value);
  }

  /// What asks another program whether to let a request in, which cannot tell while it is down.
  private static String backend(int status) {
    return "location / { auth_request /check; default_type text/html; try_files /page.html =404; }"
        + " location = /check { internal; if ($http_authorization = \"\") { return 401; } return %d; }"
            .formatted(status);
  }

  List<Fault> all() {
    return List.of(
        new Fault(
            "basic",
            "Apache Basic: password changed, then put back",
            () -> basic.setPassword("/basic", "probe", "other"),
            () -> basic.setPassword("/basic", "probe", "right")),
        new Fault(
            "digest",
            "Apache Digest: password changed, then put back",
            () -> digest.setPassword("/digest", "probe", "other"),
            () -> digest.setPassword("/digest", "probe", "right")),
        new Fault(
            "form",
            "Apache login form: sessions dropped and password changed, then put back",
            () -> form.serve("/form", form("other", "key-2")),
            () -> form.setPassword("/form", "probe", "right")),
        new Fault(
            "key",
            "nginx: API key rolled, then put back",
            () -> key2("other"),
            () -> key2("right")),
        new Fault(
            "secret",
            "Keycloak: client secret changed, then put back",
            () -> realm("secret").clients().setSecret("secret", "other"),
            () -> realm("secret").clients().setSecret("secret", "right")),
        new Fault(
            "client",
            "Keycloak: client disabled, then enabled",
            () -> realm("client").clients().disable("client"),
            () -> realm("client").clients().enable("client")),
        new Fault(
            "beside",
            "Keycloak: client secret changed, then put back while another client is enabled",
            () -> realm("client").clients().setSecret("beside", "other"),
            () -> realm("client").clients().setSecret("beside", "right")),
        new Fault(
            "disabled",
            "Keycloak: user disabled, then enabled",
            () -> realm("disabled").users().disable("robot"),
            () -> realm("disabled").users().enable("robot")),
        new Fault(
            "locked",
            "Keycloak: user locked by logins of a stranger, then unlocked",
            this::lock,
            () -> realm("locked").users().unlock("robot")),
        new Fault(
            "gateway",
            "nginx drops Authorization before Apache Basic, then passes it on",
            () -> gateway(NginxLocations.proxyWithoutAuthorization("/", behind.url(""))),
            () -> gateway(NginxLocations.proxy("/", behind.url("")))),
        new Fault(
            "outage",
            "Keycloak unreachable behind nginx, then back",
            () -> provider(NginxLocations.answer("/", 502, "gone")),
            () -> provider(NginxLocations.proxy("/", keycloak.url("")))),
        new Fault(
            "scheme",
            "Apache: Basic becomes Digest, then Basic again",
            () -> scheme.serve("/scheme", new ApacheSite.Digest(RIGHT, SESSION)),
            () -> scheme.serve("/scheme", new ApacheSite.Basic(RIGHT))),
        new Fault(
            "rights",
            "Apache: user taken from the group (403), then put back",
            () -> rights.serve("/rights", group("another")),
            () -> rights.serve("/rights", group("probe"))),
        new Fault(
            "backend",
            "nginx auth_request: what judges passwords refuses all, then works",
            () -> server("backend", backend(403)),
            () -> server("backend", backend(204))));
  }

  private void lock() {
    for (int i = 0; i < 4; i++) {
      realm("locked").password("locked", "right", "robot", "wrong");
    }
  }

  private void key2(String value) {
    server("key", key(value));
  }

  private void gateway(String locations) {
    server("gateway", locations);
  }

  private void provider(String locations) {
    server("provider", locations);
  }

  private void server(String name, String locations) {
    nginx.server(name, locations);
    nginx.reload();
  }

  /// The configuration of the agent, with the shipped interval.
  String configuration() {
    return """
    why401.defaults { interval = 30s }
    why401.credentials {
      basic { type = basic, username = probe, password = right }
      digest { type = digest, username = probe, password = right }
      scheme { type = basic, username = probe, password = right }
      rights { type = basic, username = probe, password = right }
      gateway { type = basic, username = probe, password = right }
      backend { type = basic, username = probe, password = right }
      key { type = api-key, in = header, name = X-API-Key, value = right }
      form { type = form-login, login-url = "%s", fields { httpd_username = probe, httpd_password = right }, success { cookie = sessionform } }
      %s
      outage { type = client-credentials, token-url = "%s", client-id = outage, client-secret = right }
      disabled { type = password, issuer = "%s", client-id = disabled, client-secret = right, username = robot, password = right }
      locked { type = password, issuer = "%s", client-id = locked, client-secret = right, username = robot, password = right }
    }
    why401.probes {
      basic { url = "%s", credential = basic }
      digest { url = "%s", credential = digest }
      scheme { url = "%s", credential = scheme }
      rights { url = "%s", credential = rights }
      gateway { url = "%s", credential = gateway }
      backend { url = "%s", credential = backend }
      key { url = "%s", credential = key }
      form { url = "%s", credential = form, expect { body = welcome } }
      %s
    }
    """
        .formatted(
            form.url("/form-form"),
            client("secret", "secret") + client("client", "client") + client("beside", "client"),
            nginx.url("provider", "/realms/repair-outage/protocol/openid-connect/token"),
            realm("disabled").issuer(),
            realm("locked").issuer(),
            basic.url("/basic"),
            digest.url("/digest"),
            scheme.url("/scheme"),
            rights.url("/rights"),
            nginx.url("gateway", "/behind"),
            nginx.url("backend", "/"),
            nginx.url("key", "/"),
            form.url("/form"),
            tokens());
  }

  private String client(String name, String realm) {
    return "%s { type = client-credentials, issuer = \"%s\", client-id = %s, client-secret = right }\n"
        .formatted(name, realm(realm).issuer(), name);
  }

  private String tokens() {
    StringBuilder text = new StringBuilder();
    for (String name : tokenProbes()) {
      text.append(
          "%s { url = \"%s\", credential = %s }\n".formatted(name, nginx.url(name, "/"), name));
    }
    return text.toString();
  }

  @Override
  public void close() {
    List.of(basic, digest, scheme, rights, behind, form).forEach(ApacheServer::close);
    nginx.close();
    realms.values().forEach(KeycloakRealm::delete);
  }
}
