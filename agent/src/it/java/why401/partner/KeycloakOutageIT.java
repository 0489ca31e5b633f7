package why401.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class KeycloakOutageIT {

  private static final KeycloakServer KEYCLOAK = KeycloakServer.startOwn();
  private KeycloakRealm realm;

  @AfterAll
  static void close() {
    KEYCLOAK.close();
  }

  @BeforeEach
  void createRealm() {
    realm = KEYCLOAK.createRealm("outage", Map.of());
    realm.clients().createConfidential("app", "secret");
    realm.users().create("ann", "right");
  }

  @AfterEach
  void deleteRealm() {
    realm.delete();
  }

  @Test
  void restart_keepsPortKeysAndSessions() {
    TokenAnswer session = realm.password("app", "secret", "ann", "right");
    String kid = realm.keys().activeKid();

    KEYCLOAK.stop();
    assertThat(PlainHttp.answers(realm.issuer())).isFalse();
    KEYCLOAK.start();

    assertThat(realm.keys().activeKid()).isEqualTo(kid);
    assertThat(realm.refresh("app", "secret", session.refreshToken()).status()).isEqualTo(200);
  }

  @Test
  void suspended_acceptsConnectionsAndAnswersNothing() {
    KEYCLOAK.suspend();
    try {
      var request = PlainHttp.request(realm.issuer()).timeout(Duration.ofMillis(500)).GET().build();
      assertThatThrownBy(() -> PlainHttp.send(request))
          .hasCauseInstanceOf(HttpTimeoutException.class);
    } finally {
      KEYCLOAK.resume();
    }
    assertThat(PlainHttp.status(realm.issuer())).isEqualTo(200);
  }
}
