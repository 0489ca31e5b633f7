package why401.partner;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class KeycloakServerIT {

  private static KeycloakRealm realm;

  @BeforeAll
  static void start() {
    realm =
        KeycloakServer.shared()
            .createRealm(
                "keycloak-server",
                Map.of(
                    "accessTokenLifespan", 120,
                    "revokeRefreshToken", true,
                    "bruteForceProtected", true,
                    "failureFactor", 3,
                    "quickLoginCheckMilliSeconds", 0));
    realm.clients().createConfidential("app", "secret");
  }

  @AfterAll
  static void end() {
    realm.delete();
  }

  @Test
  void token_hasTheRealmsIssuerAndLife() {
    realm.clients().createConfidential("plain", "secret");

    TokenAnswer answer = realm.clientCredentials("plain", "secret");

    assertThat(answer.claims().path("iss").asText()).isEqualTo(realm.issuer());
    assertThat(answer.json().path("expires_in").asInt()).isEqualTo(120);
  }

  @Test
  void rotateSecret_refusesTheOldOne() {
    realm.clients().createConfidential("rotated", "old");

    String secret = realm.clients().rotateSecret("rotated");

    assertThat(realm.clientCredentials("rotated", "old").error()).isEqualTo("unauthorized_client");
    assertThat(realm.clientCredentials("rotated", secret).status()).isEqualTo(200);
  }

  @Test
  void setSecret_countsAtOnce() {
    realm.clients().createConfidential("set", "old");

    realm.clients().setSecret("set", "new");

    assertThat(realm.clientCredentials("set", "new").status()).isEqualTo(200);
  }

  @Test
  void disabledOrDeletedClient_getsNothing() {
    realm.clients().createConfidential("off", "secret");
    realm.clients().disable("off");
    assertThat(realm.clientCredentials("off", "secret").error()).isEqualTo("invalid_client");
    realm.clients().enable("off");
    assertThat(realm.clientCredentials("off", "secret").status()).isEqualTo(200);

    realm.clients().delete("off");

    assertThat(realm.clientCredentials("off", "secret").error()).isEqualTo("invalid_client");
  }

  @Test
  void signedJwtClient_provesItselfWithItsKey() throws JOSEException {
    RSAKey key = new RSAKeyGenerator(2048).keyID("mine").keyUse(KeyUse.SIGNATURE).generate();
    realm.clients().createSignedJwt("signer", new JWKSet(key.toPublicJWK()).toString());
    var assertion =
        new PrivateKeyJWT(
            new ClientID("signer"),
            URI.create(realm.issuer()),
            JWSAlgorithm.RS256,
            key.toPrivateKey(),
            "mine",
            null);
    Map<String, String> form = new HashMap<>(Map.of("grant_type", "client_credentials"));
    assertion.toParameters().forEach((name, values) -> form.put(name, values.getFirst()));

    assertThat(TokenAnswer.of(PlainHttp.post(realm.tokenEndpoint(), form)).accessToken())
        .isNotEmpty();
  }

  @Test
  void user_whoseAccountChanges_isRefused() {
    user("ann");
    assertThat(login("ann", "right").status()).isEqualTo(200);

    realm.users().disable("ann");
    assertThat(login("ann", "right").errorDescription()).isEqualTo("Account disabled");
    realm.users().enable("ann");
    realm.users().requireActions("ann", "UPDATE_PASSWORD");
    assertThat(login("ann", "right").errorDescription()).isEqualTo("Account is not fully set up");
    realm.users().requireActions("ann");
    realm.users().setPassword("ann", "new");
    assertThat(login("ann", "right").error()).isEqualTo("invalid_grant");
    assertThat(login("ann", "new").status()).isEqualTo(200);
    realm.users().setTemporaryPassword("ann", "newer");
    assertThat(login("ann", "newer").error()).isEqualTo("invalid_grant");
    realm.users().delete("ann");
    assertThat(login("ann", "newer").error()).isEqualTo("invalid_grant");
  }

  @Test
  void bruteForceProtection_locksAndUnlocks() {
    user("eve");
    for (int n = 0; n < 3; n++) {
      login("eve", "wrong");
    }
    Awaitility.await().until(() -> realm.users().isLocked("eve"));
    assertThat(realm.users().failures("eve")).isEqualTo(3);
    assertThat(login("eve", "right").status()).isEqualTo(401);

    realm.users().unlock("eve");

    assertThat(login("eve", "right").status()).isEqualTo(200);
  }

  @Test
  void logout_endsTheSession() {
    user("joe");
    TokenAnswer session = login("joe", "right");
    assertThat(active(session)).isTrue();

    realm.users().logout("joe");

    assertThat(active(session)).isFalse();
    assertThat(realm.refresh("app", "secret", session.refreshToken()).error())
        .isEqualTo("invalid_grant");
  }

  @Test
  void refreshToken_whenReused_isRefused() {
    user("kim");
    TokenAnswer session = login("kim", "right");

    assertThat(realm.refresh("app", "secret", session.refreshToken()).status()).isEqualTo(200);
    assertThat(realm.refresh("app", "secret", session.refreshToken()).error())
        .isEqualTo("invalid_grant");
  }

  @Test
  void revoke_withdrawsOneToken() {
    user("lea");
    TokenAnswer session = login("lea", "right");

    realm.revoke("app", "secret", session.accessToken());

    assertThat(active(session)).isFalse();
  }

  @Test
  void audienceRolesAndScopes_showInTokens() {
    realm.clients().createConfidential("rich", "secret");
    realm.clients().createConfidential("api", "secret");
    realm.clients().createRole("api", "reader");
    realm.createRole("auditor");
    realm.createClientScope("orders.read");
    realm.createClientScope("orders.write");
    realm.clients().addAudience("rich", "orders");
    realm.clients().addScope("rich", "orders.read");
    realm.clients().addOptionalScope("rich", "orders.write");
    String account = realm.clients().serviceAccount("rich");
    realm.users().addRealmRole(account, "auditor");
    realm.users().addClientRole(account, "api", "reader");

    var claims = realm.clientCredentials("rich", "secret", "orders.write").claims();

    assertThat(claims.path("aud").toString()).contains("\"orders\"");
    assertThat(claims.path("scope").asText().split(" ")).contains("orders.read", "orders.write");
    assertThat(claims.at("/realm_access/roles").toString()).contains("auditor");
    assertThat(claims.at("/resource_access/api/roles").toString()).contains("reader");
  }

  @Test
  void whatWasGiven_canBeTakenBack() {
    realm.clients().createConfidential("poor", "secret");
    realm.clients().createConfidential("api2", "secret");
    realm.clients().createRole("api2", "reader");
    realm.createRole("clerk");
    realm.createClientScope("invoices");
    realm.clients().addAudience("poor", "billing");
    realm.clients().addScope("poor", "invoices");
    String account = realm.clients().serviceAccount("poor");
    realm.users().addRealmRole(account, "clerk");
    realm.users().addClientRole(account, "api2", "reader");
    assertThat(realm.clientCredentials("poor", "secret").claims().toString())
        .contains("billing", "invoices", "clerk", "api2");

    realm.clients().removeAudience("poor", "billing");
    realm.clients().removeScope("poor", "invoices");
    realm.users().removeRealmRole(account, "clerk");
    realm.users().removeClientRole(account, "api2", "reader");

    assertThat(realm.clientCredentials("poor", "secret").claims().toString())
        .doesNotContain("billing", "invoices", "clerk", "api2");
  }

  private static void user(String name) {
    realm.users().create(name, "right");
  }

  private static TokenAnswer login(String user, String password) {
    return realm.password("app", "secret", user, password);
  }

  private static boolean active(TokenAnswer session) {
    return realm.isActive("app", "secret", session.accessToken());
  }
}
