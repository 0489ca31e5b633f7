package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.ResourceServer;
import why401.partner.ResourceServerDemands;

/// Every way to get a token from a real Keycloak, all at once: it is got, accepted by an API,
/// renewed while the one before still lives; and with a wrong secret the agent says so.
@Order(5)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeycloakTokensIT {
  private static final String SECRET = "a-secret-of-more-than-32-characters";
  private static final String PARTNER = "https://partner.test";
  private static final int LIFETIME = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir private static Path folder = Path.of(".");

  private final KeycloakServer keycloak = KeycloakServer.shared();
  private final KeycloakRealm realm =
      keycloak.createRealm(
          "tokens",
          Map.of(
              "accessTokenLifespan",
              LIFETIME,
              "revokeRefreshToken",
              true,
              "refreshTokenMaxReuse",
              0));
  private final StringBuilder configuration =
      new StringBuilder("why401.defaults { interval = 2s, timeout = 5s }\n");
  private ResourceServer api;
  private ResourceServer tlsApi;
  private AgentProcess agent;

  /// When each good token was issued, and when it ends, until all were renewed.
  private final Map<String, NavigableMap<Double, Double>> issued = new HashMap<>();

  @BeforeAll
  void start() throws IOException, JOSEException {
    realm.recordEvents();
    api = ResourceServer.start(ResourceServerDemands.jwtsOf(realm).rememberingKeys());
    tlsApi =
        ResourceServer.start(
            ResourceServerDemands.jwtsOf(realm)
                .withIssuer(keycloak.tls().issuer(realm.name()))
                .rememberingKeys());
    configuration.append("why401.state-dir = \"").append(folder.resolve("state")).append("\"\n");
    secrets();
    keys();
    certificates();
    users();
    assertions();
    exchange();
    agent = new AgentProcess(folder, configuration.toString());
    seeRenewals();
  }

  /// All at once; what was not renewed in time is missed by its own test.
  private void seeRenewals() {
    good().forEach(name -> issued.put(name, new TreeMap<>()));
    Instant late = CLOCK.instant().plus(PATIENCE);
    await()
        .atMost(PATIENCE.multipliedBy(2))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              String page = agent.metrics();
              issued.forEach((name, times) -> see(page, name, times));
              return issued.values().stream().allMatch(times -> times.size() > 1)
                  || CLOCK.instant().isAfter(late);
            });
  }

  private static void see(String page, String name, Map<Double, Double> times) {
    double at = Rotation.metric(page, "why401_token_issued_timestamp_seconds", name);
    if (at > 0) {
      times.put(at, Rotation.metric(page, "why401_token_expiry_timestamp_seconds", name));
    }
  }

  @AfterAll
  void stop() {
    agent.close();
    api.close();
    tlsApi.close();
    realm.delete();
  }

  /// One credential, found by discovery, and its probe.
  private void credential(String name, String type, String text) {
    credential(name, type, realm.issuer(), text, api);
  }

  private void credential(
      String name, String type, String issuer, String text, ResourceServer target) {
    configuration.append(
        "why401.credentials.%s { type = %s, issuer = \"%s\", %s }\n"
            .formatted(name, type, issuer, text));
    configuration.append(
        "why401.probes.%s { url = \"%s\", credential = %s }\n"
            .formatted(name, target.url("/" + name), name));
  }

  private void secrets() {
    realm.clients().createConfidential("shared", SECRET);
    realm
        .clients()
        .create(
            "signing",
            Map.of(
                "secret",
                SECRET,
                "serviceAccountsEnabled",
                true,
                "clientAuthenticatorType",
                "client-secret-jwt"));
    for (String right : List.of(SECRET, "another-secret-of-more-than-32-characters")) {
      String end = right.equals(SECRET) ? "" : "-wrong";
      String secret = "client-secret = \"" + right + "\"";
      credential(
          "basic" + end,
          "client-credentials",
          "client-id = shared, client-auth = basic, " + secret);
      credential(
          "post" + end, "client-credentials", "client-id = shared, client-auth = post, " + secret);
      credential(
          "secret-jwt" + end,
          "client-credentials",
          "client-id = signing, client-auth = client-secret-jwt, " + secret);
    }
    // The same without discovery.
    configuration.append(
        """
        why401.credentials.endpoint { type = client-credentials, token-url = "%s", client-id = shared, client-secret = "%s" }
        why401.probes.endpoint { url = "%s", credential = endpoint }
        """
            .formatted(realm.tokenEndpoint(), SECRET, api.url("/endpoint")));
  }

  private static RSAKey key(String id) throws JOSEException {
    return new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID(id).generate();
  }

  private static Path pem(String name, RSAKey key) throws IOException, JOSEException {
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(key.toPrivateKey().getEncoded());
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN PRIVATE " + "KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");
  }

  private static Path jwk(String name, RSAKey key) throws IOException {
    return Files.writeString(folder.resolve(name), key.toJSONString());
  }

  private void keys() throws IOException, JOSEException {
    RSAKey known = key("k1");
    RSAKey stranger = key("k1");
    realm.clients().createSignedJwt("keyed", new JWKSet(known.toPublicJWK()).toString());
    String text =
        "client-id = keyed, client-auth = private-key-jwt, private-key-jwt { key-id = k1, key {"
            + " file = \"%s\" } }";
    credential("key-pem", "client-credentials", text.formatted(pem("known.pem", known)));
    credential("key-jwk", "client-credentials", text.formatted(jwk("known.json", known)));
    credential("key-wrong", "client-credentials", text.formatted(pem("stranger.pem", stranger)));
  }

  private void certificates() {
    realm
        .clients()
        .create(
            "certified",
            Map.of(
                "serviceAccountsEnabled",
                true,
                "clientAuthenticatorType",
                "client-x509",
                "attributes",
                Map.of("x509.subjectdn", "CN=certified")));
    keycloak.tls().clientCertificate(folder, "certified");
    keycloak.tls().clientCertificate(folder, "other");
    for (String name : List.of("certified", "other")) {
      credential(
          name.equals("other") ? "mtls-wrong" : "mtls",
          "client-credentials",
          keycloak.tls().issuer(realm.name()),
          "client-id = certified, client-auth = mtls, mtls { cert = \"%s\", key = \"%s\" }, tls { ca = \"%s\" }"
              .formatted(
                  folder.resolve(name + ".pem"),
                  folder.resolve(name + "-key.pem"),
                  keycloak.tls().ca()),
          tlsApi);
    }
  }

  private void users() throws IOException {
    realm.users().create("ann", SECRET);
    realm.users().create("bob", SECRET);
    String client = "client-id = shared, client-secret = \"" + SECRET + "\", ";
    credential("password", "password", client + "username = ann, password = \"" + SECRET + "\"");
    credential("password-wrong", "password", client + "username = bob, password = no");
    Path good =
        Files.writeString(
            folder.resolve("refresh"),
            realm.password("shared", SECRET, "ann", SECRET).refreshToken());
    // Good for one use, and used.
    String used = realm.password("shared", SECRET, "bob", SECRET).refreshToken();
    assertThat(realm.refresh("shared", SECRET, used).status()).isEqualTo(200);
    Path bad = Files.writeString(folder.resolve("refresh-wrong"), used);
    credential("refresh", "refresh-token", client + "refresh-token { file = \"" + good + "\" }");
    credential(
        "refresh-wrong", "refresh-token", client + "refresh-token { file = \"" + bad + "\" }");
  }

  private void assertions() throws IOException, JOSEException {
    RSAKey known = key("a1");
    realm.trustAssertions("partner", PARTNER, new JWKSet(known.toPublicJWK()).toString());
    realm.users().create("carl", SECRET);
    realm.users().link("carl", "partner", "carl-there");
    realm
        .clients()
        .create(
            "trusting",
            Map.of(
                "secret",
                SECRET,
                "attributes",
                Map.of(
                    "oauth2.jwt.authorization.grant.enabled", "true",
                    "oauth2.jwt.authorization.grant.idp", "partner")));
    String text =
        "client-id = trusting, client-secret = \"%s\", signing { key { file = \"%s\" }, key-id ="
            + " a1, issuer = \"%s\", subject = carl-there }";
    credential("assertion", "jwt-bearer", text.formatted(SECRET, pem("a1.pem", known), PARTNER));
    credential(
        "assertion-wrong", "jwt-bearer", text.formatted(SECRET, pem("a2.pem", key("a1")), PARTNER));
  }

  private void exchange() throws IOException {
    realm
        .clients()
        .create(
            "front",
            Map.of(
                "secret",
                SECRET,
                "serviceAccountsEnabled",
                true,
                "attributes",
                Map.of("access.token.lifespan", "3600")));
    realm
        .clients()
        .create(
            "gateway",
            Map.of(
                "secret", SECRET, "attributes", Map.of("standard.token.exchange.enabled", "true")));
    realm.clients().addAudience("front", "gateway");
    Path subject =
        Files.writeString(
            folder.resolve("subject"),
            realm.password("front", SECRET, "ann", SECRET).accessToken());
    String text = "client-id = gateway, client-secret = \"%s\", subject-token { file = \"%s\" }";
    credential("exchange", "token-exchange", text.formatted(SECRET, subject));
    credential("exchange-wrong", "token-exchange", text.formatted("no", subject));
  }

  static Stream<String> good() {
    return Stream.of(
        "basic",
        "post",
        "secret-jwt",
        "endpoint",
        "key-pem",
        "key-jwk",
        "mtls",
        "password",
        "refresh",
        "assertion",
        "exchange");
  }

  @ParameterizedTest
  @MethodSource("good")
  void token_isAccepted_andRenewedAheadOfItsEnd(String name) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(agent.probe(name)).contains("\"success\":true"));
    NavigableMap<Double, Double> times = issued.get(name);
    double expiry = times.firstEntry().getValue();
    assertThat(expiry - times.firstKey()).isBetween(LIFETIME - 2.0, LIFETIME + 1.0);

    assertThat(times).as("renewed").hasSizeGreaterThan(1);
    assertThat(times.higherKey(times.firstKey())).isLessThan(expiry);
    assertThat(agent.probe(name)).contains("\"success\":true");
  }

  @ParameterizedTest
  @CsvSource({
    "basic-wrong, credentials_invalid",
    "post-wrong, credentials_invalid",
    "secret-jwt-wrong, credentials_invalid",
    "key-wrong, credentials_invalid",
    "mtls-wrong, credentials_invalid",
    "password-wrong, credentials_invalid",
    "refresh-wrong, token_revoked",
    "assertion-wrong, token_signature_invalid",
    "exchange-wrong, credentials_invalid"
  })
  void wrongSecret_isSaid(String name, String cause) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(agent.probe(name)).contains("\"" + cause + "\""));
    assertThat(metric("why401_token_usable", name)).isZero();
  }

  /// Exactly one use of each refresh token of the chain that lives.
  @Test
  void rotation_replaysNothing() {
    List<String> refused =
        realm.events("REFRESH_TOKEN_ERROR").stream()
            .map(event -> event.path("details").path("username").asText())
            .toList();

    assertThat(refused).doesNotContain("ann");
  }

  private double metric(String metric, String name) {
    return Rotation.metric(agent.metrics(), metric, name);
  }
}
