package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.cause.Cause;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;

/// Clients that prove themselves with signed JWTs at a real Keycloak.
@Timeout(240)
final class ClientAssertionIT {
  private static final NginxServer NGINX = new NginxServer();

  private static final String SECRET = "a-secret-of-more-than-32-characters";
  private static final String PARTNER = "https://partner.test";

  private static RSAKey key;
  private static KeycloakRealm realm;

  @TempDir private Path folder = Path.of(".");

  @BeforeAll
  static void start() throws JOSEException {
    NGINX.server("api", NginxLocations.answer("/", 200, "welcome")).start();
    key = new RSAKeyGenerator(2048).keyID("k1").keyUse(KeyUse.SIGNATURE).generate();
    realm = KeycloakServer.shared().createRealm("assertions", Map.of());
    String keys = new JWKSet(key.toPublicJWK()).toString();
    realm.clients().createSignedJwt("signer", keys);
    realm
        .clients()
        .create(
            "workload",
            Map.of(
                "clientAuthenticatorType",
                "client-jwt",
                "attributes",
                Map.of(
                    "use.jwks.string", "true",
                    "jwks.string", keys,
                    "standard.token.exchange.enabled", "true",
                    "oauth2.jwt.authorization.grant.enabled", "true",
                    "oauth2.jwt.authorization.grant.idp", "partner")));
    realm.trustAssertions("partner", PARTNER, keys);
    realm.clients().createConfidential("front", SECRET);
    realm.clients().addAudience("front", "workload");
    realm.users().create("carl", SECRET);
    realm.users().link("carl", "partner", "carl-there");
  }

  @AfterAll
  static void stop() {
    NGINX.close();
  }

  private ProbeResult run(String credential) throws IOException {
    return whole("type = client-credentials, client-id = signer, " + credential);
  }

  private ProbeResult whole(String credential) throws IOException {
    String text =
        "why401 { credentials { c { issuer = \"%s\", %s } }, probes { p { url = \"%s\", credential = c } } }"
            .formatted(realm.issuer(), credential, NGINX.url("api", "/"));
    try (AgentOnce agent = new AgentOnce(folder, text)) {
      return agent.run("p");
    }
  }

  private ProbeResult signed(String audience) throws IOException {
    Files.writeString(folder.resolve("key.json"), key.toJSONString());
    return run(
        "client-auth = private-key-jwt, private-key-jwt { key { file = key.json }, audience = "
            + audience
            + " }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"issuer", "token-endpoint"})
  void assertion_forTheIssuerOrItsTokenEndpoint_isAccepted(String audience) throws IOException {
    assertThat(signed(audience)).matches(ProbeResult::success);
  }

  @Test
  void assertion_forAnother_isRejected() throws IOException {
    assertThat(signed("\"https://other.example\"").verdict()).isNotNull();
  }

  private String assertion(String subject) throws JOSEException {
    return assertion(subject, subject);
  }

  private String assertion(String issuer, String subject) throws JOSEException {
    Date now = Date.from(InstantSource.system().instant());
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
            new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(realm.issuer())
                .issueTime(now)
                .expirationTime(Date.from(now.toInstant().plusSeconds(50)))
                .jwtID(UUID.randomUUID().toString())
                .build());
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  /// As a workload has them: files alone, of which one says who the client is.
  @Test
  void grantsFromFiles_withoutAClientId_areAccepted() throws Exception {
    Files.writeString(
        folder.resolve("subject"), realm.password("front", SECRET, "carl", SECRET).accessToken());
    Files.writeString(folder.resolve("a"), assertion("workload"));
    assertThat(
            whole(
                "type = token-exchange, client-assertion { file = a }, subject-token { file ="
                    + " subject }"))
        .matches(ProbeResult::success);
    Files.writeString(folder.resolve("a"), assertion("workload"));
    Files.writeString(folder.resolve("b"), assertion(PARTNER, "carl-there"));
    assertThat(whole("type = jwt-bearer, client-assertion { file = a }, assertion { file = b }"))
        .matches(ProbeResult::success);
  }

  /// Keycloak knows no grant without a client; others do.
  @Test
  void grantsWithoutAnyClient_areRefused_andTheProviderIsQuoted() throws Exception {
    Files.writeString(
        folder.resolve("subject"), realm.password("front", SECRET, "carl", SECRET).accessToken());
    ProbeResult exchange = whole("type = token-exchange, subject-token { file = subject }");
    assertThat(exchange.toString()).contains("client");
    Files.writeString(folder.resolve("b"), assertion(PARTNER, "carl-there"));
    ProbeResult bearer = whole("type = jwt-bearer, assertion { file = b }");
    assertThat(bearer.toString()).contains("client");
    for (ProbeResult refused : List.of(exchange, bearer)) {
      assertThat(refused.verdict()).isNotNull();
      assertThat(refused.verdict().cause()).isEqualTo(Cause.CREDENTIALS_INVALID);
    }
  }

  @Test
  void assertionFromAFile_isRead_atEachAttempt() throws Exception {
    Files.writeString(folder.resolve("a"), assertion("signer") + "\n");
    assertThat(run("client-assertion { file = a }")).matches(ProbeResult::success);
    Files.writeString(folder.resolve("a"), assertion("stranger"));
    ProbeResult refused = run("client-assertion { file = a }");
    assertThat(refused.verdict()).isNotNull();
    assertThat(refused.verdict().cause()).isNotEqualTo(Cause.UNKNOWN);
    assertThat(refused.toString()).doesNotContain(Files.readString(folder.resolve("a")));
  }
}
