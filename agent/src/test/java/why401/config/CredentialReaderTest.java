package why401.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.AssertionSigning;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.secret.CommandSecret;
import why401.credential.secret.EnvironmentSecret;
import why401.credential.secret.FileSecret;
import why401.credential.secret.LiteralSecret;
import why401.credential.secret.LoginToken;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;

class CredentialReaderTest {
  private static final String IDP = "issuer = \"https://idp.example/\", client-id = c, ";
  private static final Issuer ISSUER = new Issuer("https://idp.example/", null, null, null);
  private static final SecretSource UNSET = new EnvironmentSecret("S", null);

  @TempDir Path folder;

  private Credential credential(String text) {
    Configuration configuration =
        Configurations.valid(folder, "why401 { credentials { x { " + text + " } } }");
    return configuration.credentials().values().iterator().next();
  }

  private static OAuthClient client(ClientAuthentication authentication) {
    return new OAuthClient(ISSUER, authentication, null, null, Map.of(), TlsOptions.DEFAULT);
  }

  private FileSecret file(String name) {
    return new FileSecret(folder.resolve(name));
  }

  @Test
  void clientCredentials() {
    assertThat(
            credential(
                """
                type = client-credentials, token-url = "https://idp.example/t", client-id = c
                introspection-url = "https://idp.example/i", jwks-url = "https://idp.example/j"
                client-secret { env = S }, client-auth = post, scope = "a b", audience = aud
                parameters { resource = "https://api.example" }, tls { insecure = true }
                """))
        .isEqualTo(
            new Credential.ClientCredentials(
                "x",
                new OAuthClient(
                    new Issuer(
                        null,
                        URI.create("https://idp.example/t"),
                        URI.create("https://idp.example/i"),
                        URI.create("https://idp.example/j")),
                    new ClientAuthentication.WithSecret(
                        "c", ClientAuthentication.Method.POST, UNSET),
                    "a b",
                    "aud",
                    Map.of("resource", "https://api.example"),
                    new TlsOptions(null, null, null, null, true))));
  }

  @Test
  void clientSecretJwt() {
    assertThat(
            credential(
                "type = client-credentials, client-auth = client-secret-jwt, client-secret { env ="
                    + " S }, "
                    + IDP))
        .isEqualTo(
            new Credential.ClientCredentials(
                "x",
                client(
                    new ClientAuthentication.WithSecret(
                        "c", ClientAuthentication.Method.CLIENT_SECRET_JWT, UNSET))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client-auth = private-key-jwt, private-key-jwt { key { file = k }, key-id = i, algorithm ="
            + " ES256 }",
        "client-auth = private-key-jwt, key { file = k }, key-id = i, algorithm = ES256",
        "client-auth { private-key-jwt { key { file = k }, key-id = i, algorithm = ES256 } }"
      })
  void privateKeyJwt_inEachFormOfWriting(String auth) {
    assertThat(credential("type = client-credentials, " + IDP + auth))
        .isEqualTo(
            new Credential.ClientCredentials(
                "x", client(new ClientAuthentication.PrivateKeyJwt("c", file("k"), "i", "ES256"))));
  }

  @ParameterizedTest
  @CsvSource({
    "issuer, https://idp.example/",
    "token-endpoint, ",
    "'\"https://other.example\"', https://other.example"
  })
  void privateKeyJwt_hasTheAudienceThatIsChosen(String written, @Nullable String audience) {
    String auth = "client-auth = private-key-jwt, private-key-jwt { key { file = k }, audience = ";
    assertThat(credential("type = client-credentials, " + IDP + auth + written + " }"))
        .isEqualTo(
            new Credential.ClientCredentials(
                "x",
                client(
                    new ClientAuthentication.PrivateKeyJwt(
                        "c", file("k"), null, null, audience, null))));
  }

  @Test
  void clientAssertion_isAnAuthenticationOfItsOwn() {
    assertThat(credential("type = client-credentials, " + IDP + "client-assertion { file = a }"))
        .isEqualTo(
            new Credential.ClientCredentials(
                "x", client(new ClientAuthentication.Assertion("c", file("a")))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type = jwt-bearer, assertion { file = a }",
        "type = token-exchange, subject-token { file = a }"
      })
  void grantFromAFile_needsNoClientId(String text) {
    Credential.OAuth read =
        (Credential.OAuth) credential(text + ", issuer = \"https://idp.example/\"");
    assertThat(read.client().authentication()).isEqualTo(new ClientAuthentication.Public(""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client-assertion { file = a }, client-auth = post, client-secret = s",
        "client-assertion { file = a }, client-secret = s"
      })
  void clientAssertion_besideAnotherProof_isAnError(String text) {
    assertThat(
            Configurations.load(
                folder,
                "why401 { credentials { x { type = client-credentials, " + IDP + text + " } } }"))
        .isInstanceOf(LoadResult.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "client-auth = mtls, mtls { cert = c.pem, key = k.pem }",
        "client-auth = mtls, cert = c.pem, key = k.pem",
        "client-auth { mtls { cert = c.pem, key = k.pem } }"
      })
  void mutualTls_inEachFormOfWriting(String auth) throws Exception {
    certificate();
    assertThat(credential("type = client-credentials, " + IDP + auth))
        .isEqualTo(
            new Credential.ClientCredentials(
                "x",
                client(
                    new ClientAuthentication.MutualTls(
                        "c", folder.resolve("c.pem"), folder.resolve("k.pem")))));
  }

  @Test
  void mutualTls_withoutFilesOfItsOwn_usesThoseOfTls() throws Exception {
    certificate();
    Credential credential =
        credential(
            "type = client-credentials, client-auth = mtls, tls { cert = c.pem, key = k.pem }, "
                + IDP);
    assertThat(credential)
        .isInstanceOfSatisfying(
            Credential.ClientCredentials.class,
            it ->
                assertThat(it.client().authentication())
                    .isEqualTo(
                        new ClientAuthentication.MutualTls(
                            "c", folder.resolve("c.pem"), folder.resolve("k.pem"))));
  }

  private void certificate() throws Exception {
    Path resources = Path.of("src/test/resources/config");
    Files.copy(resources.resolve("client.pem"), folder.resolve("c.pem"));
    Files.writeString(
        folder.resolve("k.pem"), "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n");
  }

  @Test
  void basicAndDigest() {
    assertThat(credential("type = basic, username = u, password { file = p }"))
        .isEqualTo(new Credential.Basic("x", "u", file("p")));
    assertThat(credential("type = digest, username = 007, password = 010"))
        .isEqualTo(new Credential.Digest("x", "007", new LiteralSecret(Secret.of("010"))));
  }

  @Test
  void apiKey() {
    assertThat(
            credential(
                "type = api-key, in = query, name = key, value { env = S }, expires = 2027-01-31"))
        .isEqualTo(
            new Credential.ApiKey(
                "x",
                Credential.Placement.QUERY,
                "key",
                UNSET,
                Instant.parse("2027-01-31T00:00:00Z")));
    assertThat(
            credential(
                "type = api-key, name = K, value { env = S }, expires ="
                    + " \"2027-01-31T12:00:00+02:00\""))
        .isEqualTo(
            new Credential.ApiKey(
                "x",
                Credential.Placement.HEADER,
                "K",
                UNSET,
                Instant.parse("2027-01-31T10:00:00Z")));
  }

  @Test
  void bearer() {
    String token = "type = bearer, token { exec = [cat, /t], timeout = 2s, refresh = 3s }";
    SecretSource command =
        new CommandSecret(List.of("cat", "/t"), Duration.ofSeconds(2), Duration.ofSeconds(3));
    assertThat(credential(token))
        .isEqualTo(new Credential.Bearer("x", command, null, TlsOptions.DEFAULT));
    assertThat(credential(token + ", issuer = \"https://idp.example/\""))
        .isEqualTo(new Credential.Bearer("x", command, ISSUER, TlsOptions.DEFAULT));
  }

  @Test
  void refreshTokenAndPassword_withoutSecret_areOfPublicClients() {
    OAuthClient client = client(new ClientAuthentication.Public("c"));
    assertThat(
            credential(
                "type = refresh-token, ephemeral = true, refresh-token { file = r }, " + IDP))
        .isEqualTo(new Credential.RefreshToken("x", client, file("r"), true));
    assertThat(credential("type = password, username = u, password { env = S }, " + IDP))
        .isEqualTo(new Credential.Password("x", client, "u", UNSET));
  }

  @Test
  void refreshToken_thatALoginStores() {
    String stored =
        "why401 { state-dir = s, credentials { x { type = refresh-token, %s"
                .formatted("redirect-url = \"http://localhost:8400/cb\", ")
            + IDP
            + " } } }";
    assertThat(Configurations.valid(folder, stored).credentials().get("x"))
        .isInstanceOfSatisfying(
            Credential.RefreshToken.class,
            token -> {
              assertThat(token.refreshToken()).isEqualTo(LoginToken.in(folder.resolve("s"), "x"));
              assertThat(token.login().redirect()).hasToString("http://localhost:8400/cb");
            });
  }

  @Test
  void refreshToken_withoutAPlaceForTheNextOne_isAnErrorOfCheck_andAWarningOtherwise() {
    String text = "type = refresh-token, refresh-token { file = r }, " + IDP;
    String whole = "why401 { %s credentials { x { " + text + " } } }";

    assertThat(Configurations.strictly(folder, whole.formatted("")))
        .isInstanceOfSatisfying(
            LoadResult.Invalid.class,
            invalid ->
                assertThat(invalid.problems().getFirst().toString())
                    .contains("refresh-token", "state-dir", "ephemeral = true"));
    assertThat(Configurations.load(folder, whole.formatted("")))
        .isInstanceOfSatisfying(
            LoadResult.Loaded.class,
            loaded ->
                assertThat(loaded.warnings().toString())
                    .contains("refresh-token", "state-dir", "ephemeral = true"));
    assertThat(Configurations.strictly(folder, whole.formatted("state-dir = s,")))
        .isInstanceOf(LoadResult.Loaded.class);
  }

  @Test
  void credentialsThatAskForTheSameToken_areWarnedOf() {
    String text =
        """
        why401 { credentials {
          a { type = client-credentials, client-secret { env = S }, %1$s }
          b { type = client-credentials, client-secret { env = S }, client-auth = post, %1$s }
          c { type = client-credentials, client-secret { env = S }, scope = other, %1$s }
        } }
        """
            .formatted(IDP);

    assertThat(Configurations.load(folder, text))
        .isInstanceOfSatisfying(
            LoadResult.Loaded.class,
            loaded ->
                assertThat(loaded.warnings().toString())
                    .contains("credentials.b.client-id: asks for the same token as a")
                    .doesNotContain("credentials.c.client-id", "credentials.a.client-id"));
  }

  @Test
  void timeoutOfAnAttempt_isConfigured() {
    Credential credential =
        credential("type = client-credentials, client-secret { env = S }, timeout = 30s, " + IDP);

    assertThat(((Credential.Renewable) credential).timeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void jwtBearer_signedHere_isItsOwnClient() {
    assertThat(
            credential(
                "type = jwt-bearer, issuer = \"https://idp.example/\","
                    + " signing { key { env = S }, issuer = i, subject = s, audience = a }"))
        .isEqualTo(
            new Credential.JwtBearer(
                "x",
                client(new ClientAuthentication.Public("i")),
                null,
                new AssertionSigning(UNSET, null, null, "i", "s", "a")));
  }

  @Test
  void jwtBearer_ofAnAssertion() {
    assertThat(credential("type = jwt-bearer, assertion { file = a }, " + IDP))
        .isEqualTo(
            new Credential.JwtBearer(
                "x", client(new ClientAuthentication.Public("c")), file("a"), null));
  }

  @Test
  void tokenExchange() {
    assertThat(credential("type = token-exchange, subject-token { env = S }, " + IDP))
        .isEqualTo(
            new Credential.TokenExchange(
                "x",
                client(new ClientAuthentication.Public("c")),
                UNSET,
                "urn:ietf:params:oauth:token-type:access_token"));
  }

  @Test
  void formLogin() {
    assertThat(
            credential(
                "type = form-login, login-url = \"https://p.example/login\", lifetime = 5m,"
                    + " fields { user = u, password { env = S } }, success { cookie = SID }"))
        .isEqualTo(
            new Credential.FormLogin(
                "x",
                URI.create("https://p.example/login"),
                Map.of("user", new LiteralSecret(Secret.of("u")), "password", UNSET),
                "SID",
                Duration.ofMinutes(5),
                TlsOptions.DEFAULT));
  }
}
