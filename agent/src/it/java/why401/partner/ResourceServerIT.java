package why401.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(5)
final class ResourceServerIT {

  private static KeycloakRealm realm;
  private static ResourceServer api;

  @BeforeAll
  static void start() {
    realm =
        KeycloakServer.shared().createRealm("resource-server", Map.of("accessTokenLifespan", 300));
    realm.createClientScope("orders.read");
    realm.createRole("auditor");
    realm.clients().createConfidential("caller", "secret");
    realm.clients().addAudience("caller", "orders");
    realm.clients().createConfidential("checker", "secret");
    api =
        ResourceServer.start(
            ResourceServerDemands.jwtsOf(realm)
                .withAudience("orders")
                .withAuthority("/orders", "SCOPE_orders.read")
                .withAuthority("/audit", "ROLE_auditor"));
  }

  @AfterAll
  static void end() {
    api.close();
    realm.delete();
  }

  @Test
  void token_opensWhatNoOtherCredentialOpens() {
    assertThat(PlainHttp.status(api.url("/open"))).isEqualTo(200);
    assertThat(PlainHttp.status(api.url("/any"))).isEqualTo(401);
    assertThat(api.status("/any", token())).isEqualTo(200);
  }

  @Test
  void token_forAnotherAudience_isRefused() {
    realm.clients().createConfidential("stranger", "secret");

    var token = realm.clientCredentials("stranger", "secret").accessToken();

    assertThat(api.status("/any", token)).isEqualTo(401);
  }

  @Test
  void token_ofAnotherIssuer_isRefused() {
    var demands = ResourceServerDemands.jwtsOf(realm).withIssuer("https://elsewhere.test");
    try (var other = ResourceServer.start(demands)) {
      assertThat(other.status("/any", token())).isEqualTo(401);
    }
  }

  @Test
  void scopeAndRole_decideBetween200And403() {
    realm.clients().createConfidential("worker", "secret");
    realm.clients().addAudience("worker", "orders");
    String before = realm.clientCredentials("worker", "secret").accessToken();
    assertThat(api.status("/orders", before)).isEqualTo(403);
    assertThat(api.status("/audit", before)).isEqualTo(403);

    realm.clients().addScope("worker", "orders.read");
    realm.users().addRealmRole(realm.clients().serviceAccount("worker"), "auditor");

    String after = realm.clientCredentials("worker", "secret").accessToken();
    assertThat(api.status("/orders", after)).isEqualTo(200);
    assertThat(api.status("/audit", after)).isEqualTo(200);
  }

  @Test
  void rotatedKey_leavesOldTokensGoodUntilItIsDeleted() {
    String old = token();
    realm.keys().rotate();
    assertThat(api.status("/any", old)).isEqualTo(200);

    realm.keys().rotateAndDeleteOld();

    assertThat(api.status("/any", old)).isEqualTo(401);
    assertThat(api.status("/any", token())).isEqualTo(200);
    assertThat(realm.publishedKids()).containsExactly(realm.keys().activeKid());
  }

  @Test
  void rememberedKeys_outliveTheirDeletion() {
    try (var remembering =
        ResourceServer.start(ResourceServerDemands.jwtsOf(realm).rememberingKeys())) {
      String old = token();
      assertThat(remembering.status("/any", old)).isEqualTo(200);

      realm.keys().rotateAndDeleteOld();

      assertThat(remembering.status("/any", old)).isEqualTo(200);
    }
  }

  @Test
  void movedClock_refusesWhatIsGood_unlessSkewIsAllowed() {
    var demands = ResourceServerDemands.jwtsOf(realm).withClockSkew(Duration.ofSeconds(60));
    try (var lenient = ResourceServer.start(demands)) {
      String token = token();
      lenient.moveClock(Duration.ofSeconds(330));
      assertThat(lenient.status("/any", token)).isEqualTo(200);

      lenient.moveClock(Duration.ofHours(1));

      assertThat(lenient.status("/any", token)).isEqualTo(401);
      assertThat(secondsAhead(lenient)).isBetween(3590L, 3610L);
    }
  }

  @Test
  void introspection_seesRevocationAtOnce() {
    var demands = ResourceServerDemands.introspectedBy(realm, "checker", "secret");
    try (var introspecting = ResourceServer.start(demands)) {
      realm.users().create("ann", "right");
      String token = realm.password("caller", "secret", "ann", "right").accessToken();
      assertThat(introspecting.status("/any", token)).isEqualTo(200);

      realm.users().logout("ann");

      assertThat(introspecting.status("/any", token)).isEqualTo(401);
    }
  }

  @Test
  void pushNotBefore_revokesAtIntrospection() {
    realm.users().create("bob", "right");
    String token = realm.password("caller", "secret", "bob", "right").accessToken();
    assertThat(realm.isActive("checker", "secret", token)).isTrue();

    realm.pushNotBefore();

    assertThat(realm.isActive("checker", "secret", token)).isFalse();
    realm.change(Map.of("notBefore", 0));
  }

  @Test
  void logoutAll_revokesAtIntrospection() {
    realm.users().create("cat", "right");
    String token = realm.password("caller", "secret", "cat", "right").accessToken();

    realm.logoutAll();

    assertThat(realm.isActive("checker", "secret", token)).isFalse();
  }

  private static String token() {
    return realm.clientCredentials("caller", "secret").accessToken();
  }

  /// How far the server's `Date` header is ahead of this machine's clock, in seconds.
  private static long secondsAhead(ResourceServer server) {
    String date = PlainHttp.get(server.url("/open")).headers().firstValue("Date").orElseThrow();
    var theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
    return theirs.toEpochSecond() - InstantSource.system().instant().getEpochSecond();
  }
}
