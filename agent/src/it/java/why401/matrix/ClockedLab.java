package why401.matrix;

import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import why401.partner.FakeClock;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;

/// A Keycloak whose clock can be set wrong.
///
/// @param realm whose tokens live for ten minutes
record ClockedLab(FakeClock clock, KeycloakServer keycloak, KeycloakRealm realm)
    implements AutoCloseable {
  private static final String CLIENT = "watch";
  private static final Duration SOON = Duration.ofSeconds(10);

  static ClockedLab start() {
    FakeClock clock = FakeClock.create();
    KeycloakServer keycloak = KeycloakServer.startAt(clock);
    KeycloakRealm realm = keycloak.createRealm("clocked", Map.of("accessTokenLifespan", 600));
    realm.clients().createConfidential(CLIENT, Callers.SECRET);
    return new ClockedLab(clock, keycloak, realm);
  }

  /// Sets the clock, and returns once tokens are issued by it.
  void move(Duration ahead) {
    clock.move(ahead);
    Awaitility.await().atMost(SOON).until(() -> wrong(ahead) < 3);
  }

  /// By how many seconds tokens are issued otherwise than `ahead` of this machine's time.
  private long wrong(Duration ahead) {
    long issued = realm.clientCredentials(CLIENT, Callers.SECRET).claims().path("iat").asLong();
    long now = java.time.InstantSource.system().instant().getEpochSecond();
    return Math.abs(issued - now - ahead.toSeconds());
  }

  @Override
  public void close() {
    keycloak.close();
    clock.close();
  }
}
