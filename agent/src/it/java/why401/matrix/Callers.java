package why401.matrix;

import java.nio.file.Path;
import java.util.Map;
import why401.partner.KeycloakRealm;

/// Callers of the lab's realm: made there, and known to an agent.
final class Callers {
  static final String SECRET = "synthetic-secret";
  static final String PASSWORD = "synthetic-password";

  private Callers() {}

  /// A client with the audience and the scope of the orders, in the lab's realm.
  static String made(Stage stage) {
    return made(stage, stage.lab.realm);
  }

  static String made(Stage stage, KeycloakRealm realm) {
    String client = stage.lab.fresh("client");
    realm.clients().createConfidential(client, SECRET);
    realm.clients().addAudience(client, Lab.AUDIENCE);
    return client;
  }

  /// An agent with a client of the lab's realm and the probe `p` of `url`.
  ///
  /// @return the client
  static String client(Stage stage, String url, String more) {
    String client = made(stage);
    stage.agent(Stage.conf(Written.client(stage.lab.realm, client, stage.file(SECRET)), url, more));
    return client;
  }

  /// A user, and a client by which it logs in.
  record Pair(String client, String user) {}

  static Pair user(Stage stage, KeycloakRealm realm) {
    String client = made(stage, realm);
    String user = stage.lab.fresh("user");
    realm.users().create(user, PASSWORD);
    return new Pair(client, user);
  }

  /// An agent that logs in as a user, and the probe `p` of `url`.
  static Pair login(Stage stage, KeycloakRealm realm, String url, String... more) {
    Pair pair = user(stage, realm);
    Path password = stage.file(PASSWORD);
    stage.agent(
        Stage.conf(
            Written.user(realm, pair.client(), stage.file(SECRET), pair.user(), password, more),
            url));
    return pair;
  }

  /// The realm's own userinfo endpoint, which knows sessions.
  static String userinfo(KeycloakRealm realm) {
    return realm.issuer() + "/protocol/openid-connect/userinfo";
  }

  static KeycloakRealm realm(Stage stage, Map<String, Object> settings) {
    return stage.lab.keycloak.createRealm(stage.lab.fresh("realm"), settings);
  }
}
