package why401.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;
import why401.partner.ResourceServer;
import why401.partner.ResourceServerDemands;

/// Eighteen probes of real servers and five faults that hit them in one morning, each of several
/// probes.
final class FiveFaults implements AutoCloseable {
  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final KeycloakRealm realm =
      keycloak.createRealm("morning", Map.of("accessTokenLifespan", 90));
  private final KeycloakRealm keys =
      keycloak.createRealm("morning-keys", Map.of("accessTokenLifespan", 90));
  private final ApacheServer shop;
  private final ResourceServer api;
  private final ResourceServer ledger;
  private final NginxServer nginx = new NginxServer();

  /// One fault.
  ///
  /// @param what is broken and repaired
  /// @param credential that suffers
  /// @param probes how many
  record Fault(String what, String credential, int probes, Runnable cause, Runnable repair) {}

  FiveFaults() {
    realm.createRole("reader");
    for (String client : List.of("billing", "orders", "search")) {
      realm.clients().createConfidential(client, "right");
    }
    realm.users().addRealmRole(realm.clients().serviceAccount("orders"), "reader");
    keys.clients().createConfidential("ledger", "right");
    shop =
        ApacheServer.start(
            names("shop", 7)
                .collect(
                    Collectors.toMap(
                        name -> "/" + name, _ -> new ApacheSite.Basic(Map.of("probe", "right")))));
    ResourceServerDemands demands = ResourceServerDemands.jwtsOf(realm);
    for (String path : names("orders", 3).toList()) {
      demands = demands.withAuthority("/" + path, "ROLE_reader");
    }
    api = ResourceServer.start(demands);
    ledger = ResourceServer.start(ResourceServerDemands.jwtsOf(keys));
    nginx.server("search", NginxLocations.proxy("/", api.url("")));
    nginx.start();
  }

  private static java.util.stream.Stream<String> names(String group, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> group + "-" + i);
  }

  List<Fault> all() {
    return List.of(
        new Fault(
            "the password of seven probes is changed at Apache, then put back",
            "shop",
            7,
            () -> passwords("other"),
            () -> passwords("right")),
        new Fault(
            "the client secret of three probes is changed at Keycloak, then put back",
            "billing",
            3,
            () -> realm.clients().setSecret("billing", "other"),
            () -> realm.clients().setSecret("billing", "right")),
        new Fault(
            "the role of a client that three probes use is taken away, then given back",
            "orders",
            3,
            () -> realm.users().removeRealmRole(realm.clients().serviceAccount("orders"), "reader"),
            () -> realm.users().addRealmRole(realm.clients().serviceAccount("orders"), "reader")),
        new Fault(
            "nginx drops Authorization before three APIs, then passes it on",
            "search",
            3,
            () -> search(NginxLocations.proxyWithoutAuthorization("/", api.url(""))),
            () -> search(NginxLocations.proxy("/", api.url("")))),
        new Fault(
            "the realm's key is replaced and the old one deleted; new tokens repair it",
            "ledger",
            2,
            () -> keys.keys().rotateAndDeleteOld(),
            () -> {}));
  }

  private void passwords(String value) {
    names("shop", 7).forEach(name -> shop.setPassword("/" + name, "probe", value));
  }

  private void search(String locations) {
    nginx.server("search", locations);
    nginx.reload();
  }

  /// Those that suffer.
  Set<String> credentials() {
    return all().stream().map(Fault::credential).collect(Collectors.toSet());
  }

  /// The names of all probes.
  Set<String> probes() {
    Set<String> names = new TreeSet<>();
    all().forEach(one -> names(one.credential(), one.probes()).forEach(names::add));
    return names;
  }

  /// The configuration of the agent, with the shipped interval and loud enough to wake a person.
  String configuration() {
    StringBuilder text =
        new StringBuilder(
            """
            why401.defaults { interval = 30s, alert.severity = critical }
            why401.credentials.shop { type = basic, username = probe, password = right }
            """);
    client(text, "billing", realm.issuer());
    client(text, "orders", realm.issuer());
    client(text, "search", realm.issuer());
    client(text, "ledger", keys.issuer());
    probes(text, "shop", 7, shop.url("/"));
    probes(text, "billing", 3, api.url("/"));
    probes(text, "orders", 3, api.url("/"));
    probes(text, "search", 3, nginx.url("search", "/"));
    probes(text, "ledger", 2, ledger.url("/"));
    return text.toString();
  }

  private static void client(StringBuilder text, String name, String issuer) {
    text.append(
        "why401.credentials.%s { type = client-credentials, issuer = \"%s\", client-id = %s, client-secret = right }%n"
            .formatted(name, issuer, name));
  }

  private static void probes(StringBuilder text, String credential, int count, String url) {
    names(credential, count)
        .forEach(
            name ->
                text.append(
                    "why401.probes.%s { url = \"%s%s\", credential = %s }%n"
                        .formatted(name, url, name, credential)));
  }

  /// How long the longest part of it takes to show.
  static Duration patience() {
    return Duration.ofMinutes(6);
  }

  @Override
  public void close() {
    nginx.close();
    shop.close();
    api.close();
    ledger.close();
    realm.delete();
    keys.delete();
  }
}
