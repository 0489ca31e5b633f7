package why401.matrix;

import static why401.matrix.Expected.certain;
import static why401.matrix.Expected.likely;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import why401.cause.Cause;
import why401.partner.KeycloakRealm;

/// Keycloak: what can go wrong with a client, so that no token is to be had.
final class KeycloakClientScenarios {
  private static final String CLIENT = "Keycloak, token endpoint";

  private KeycloakClientScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario(
            "client: secret regenerated",
            new Truth(
                CLIENT,
                "the owner regenerates the client's secret",
                "the identity provider refuses the client; it says the same of a disabled or"
                    + " unknown one"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> withheld(stage, (realm, client) -> realm.clients().rotateSecret(client))),
        new Scenario(
            "client: disabled",
            new Truth(
                CLIENT,
                "the client is disabled",
                "not from a changed secret: the identity provider says the same, so the secret is"
                    + " what is looked at first"),
            likely(Cause.CREDENTIALS_INVALID).really(Cause.ACCOUNT_LOCKED),
            stage -> withheld(stage, (realm, client) -> realm.clients().disable(client))),
        new Scenario(
            "client: deleted",
            new Truth(
                CLIENT,
                "the client is deleted",
                "not from a changed secret: the identity provider says the same"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> withheld(stage, (realm, client) -> realm.clients().delete(client))),
        new Scenario(
            "client: service account switched off",
            new Truth(
                CLIENT,
                "serviceAccountsEnabled becomes false",
                "'Client not enabled to retrieve service account': the grant is not allowed to the"
                    + " client"),
            likely(Cause.SCHEME_NOT_ACCEPTED),
            stage ->
                withheld(
                    stage,
                    (realm, client) ->
                        realm.clients().change(client, Map.of("serviceAccountsEnabled", false)))),
        new Scenario(
            "client: made public",
            new Truth(
                CLIENT,
                "publicClient becomes true",
                "'Public client not allowed to retrieve service account'"),
            likely(Cause.SCHEME_NOT_ACCEPTED),
            stage ->
                withheld(
                    stage,
                    (realm, client) ->
                        realm.clients().change(client, Map.of("publicClient", true)))),
        new Scenario(
            "client: must prove itself with a signed JWT now",
            new Truth(
                CLIENT,
                "clientAuthenticatorType becomes client-jwt",
                "the identity provider misses client_assertion_type: it wants another proof of the"
                    + " client"),
            likely(Cause.SCHEME_NOT_ACCEPTED),
            stage ->
                withheld(
                    stage,
                    (realm, client) ->
                        realm
                            .clients()
                            .change(client, Map.of("clientAuthenticatorType", "client-jwt")))),
        new Scenario(
            "client: bearer-only",
            new Truth(
                CLIENT,
                "bearerOnly becomes true",
                "not from a changed secret: the identity provider says the same"),
            likely(Cause.CREDENTIALS_INVALID).really(Cause.SCHEME_NOT_ACCEPTED),
            stage ->
                withheld(
                    stage,
                    (realm, client) -> realm.clients().change(client, Map.of("bearerOnly", true)))),
        new Scenario(
            "client: asks for a scope that it may not have any more",
            new Truth(
                CLIENT,
                "the optional scope is taken from the client",
                "invalid_scope: the identity provider names it"),
            certain(Cause.INSUFFICIENT_SCOPE),
            stage -> {
              KeycloakRealm realm = stage.lab.realm;
              String client = Callers.made(stage);
              realm.clients().addOptionalScope(client, "orders.read");
              stage.agent(
                  Stage.conf(
                      Written.client(
                          realm, client, stage.file(Callers.SECRET), "scope = \"orders.read\""),
                      stage.lab.api.url("/orders")));
              stage.good(2);
              realm.clients().removeOptionalScope(client, "orders.read");
              stage.agent().outlive("c");
              stage.refused();
            }),
        new Scenario(
            "client: quotes around the secret",
            new Truth(
                CLIENT,
                "a template writes the secret with its quotes",
                "the identity provider refuses the client, and the secret is quoted: nobody tried"
                    + " it without, so it is likely and not sure"),
            likely(Cause.TOKEN_MALFORMED),
            stage -> {
              Path secret = secretOf(stage);
              stage.write(secret, "\"" + Callers.SECRET + "\"");
              stage.agent().outlive("c");
              stage.refused();
            }),
        new Scenario(
            "client: wrong secret put in place",
            new Truth(
                CLIENT,
                "the secret file gets another secret",
                "the identity provider refuses the client"),
            likely(Cause.CREDENTIALS_INVALID),
            stage -> {
              Path secret = secretOf(stage);
              stage.write(secret, "another");
              stage.agent().outlive("c");
              stage.refused();
            }),
        new Scenario(
            "client: secret file empty",
            new Truth(CLIENT, "the secret file is empty", "there is nothing to send"),
            certain(Cause.CREDENTIALS_MISSING),
            stage -> {
              Path secret = secretOf(stage);
              stage.write(secret, "");
              stage.agent().outlive("c");
              stage.refused();
            }),
        new Scenario(
            "realm: disabled",
            new Truth(CLIENT, "the realm is disabled", "'Realm not enabled': no token for anybody"),
            certain(Cause.IDENTITY_PROVIDER_UNAVAILABLE),
            stage -> realmWide(stage, realm -> realm.change(Map.of("enabled", false)))),
        new Scenario(
            "realm: deleted",
            new Truth(
                CLIENT,
                "the realm is deleted",
                "'Realm does not exist', 404: no token for anybody"),
            likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE),
            stage -> realmWide(stage, KeycloakRealm::delete)),
        new Scenario(
            "keycloak: silent",
            new Truth(
                "Keycloak, frozen",
                "the process is stopped (SIGSTOP)",
                "connections are made and nothing is answered"),
            likely(Cause.IDENTITY_PROVIDER_UNAVAILABLE),
            stage -> {
              secretOf(stage, Map.of("access.token.lifespan", "20"));
              stage.lab.keycloak.suspend();
              try {
                stage.agent().outlive("c");
                stage.refused();
              } finally {
                stage.lab.keycloak.resume();
              }
            }));
  }

  /// What the owner of the realm does to the client.
  interface Deed {
    void to(KeycloakRealm realm, String client);
  }

  private static void withheld(Stage stage, Deed deed) {
    String client = Callers.client(stage, stage.lab.api.url("/things"), "");
    stage.good(2);
    deed.to(stage.lab.realm, client);
    stage.agent().outlive("c");
    stage.refused();
  }

  private static Path secretOf(Stage stage) {
    return secretOf(stage, Map.of());
  }

  private static Path secretOf(Stage stage, Map<String, String> attributes) {
    String client = Callers.made(stage);
    if (!attributes.isEmpty()) {
      stage.lab.realm.clients().change(client, Map.of("attributes", attributes));
    }
    Path secret = stage.file(Callers.SECRET);
    stage.agent(
        Stage.conf(Written.client(stage.lab.realm, client, secret), stage.lab.api.url("/things")));
    stage.goodJustNow(2);
    return secret;
  }

  private static void realmWide(Stage stage, java.util.function.Consumer<KeycloakRealm> deed) {
    KeycloakRealm realm = Callers.realm(stage, Map.of());
    String client = Callers.made(stage, realm);
    stage.agent(
        Stage.conf(
            Written.client(realm, client, stage.file(Callers.SECRET), "scope = openid"),
            Callers.userinfo(realm)));
    stage.good(2);
    deed.accept(realm);
    stage.agent().outlive("c");
    stage.refused();
  }
}
