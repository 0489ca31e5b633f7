package why401.token.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import why401.credential.AssertionSigning;
import why401.credential.ClientAuthentication;
import why401.credential.ClientAuthentication.Method;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretUnavailableException;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.RequestSecrets;
import why401.token.source.MutableSecret;
import why401.token.source.ScriptedIssuerTransport;
import why401.token.source.TokenSourceWorld;

@Execution(ExecutionMode.CONCURRENT)
class TokenRequestFactoryTest {
  private static final URI ENDPOINT = URI.create("https://idp.test/token");
  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final MutableSecret LONG_SECRET =
      new MutableSecret("a-secret-of-more-than-thirty-two-bytes!");

  @Test
  void basic_goesIntoTheHeader_formEncoded() throws Exception {
    IssuerRequest request = request(withSecret(Method.BASIC, new MutableSecret("a:b c%")));

    assertThat(request.headers().get("Authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("probe:a%3Ab+c%25".getBytes(StandardCharsets.UTF_8)));
    assertThat(form(request)).containsOnly(Map.entry("grant_type", "client_credentials"));
  }

  @Test
  void post_goesIntoTheForm() throws Exception {
    IssuerRequest request = request(withSecret(Method.POST, new MutableSecret("s")));

    assertThat(request.headers()).doesNotContainKey("Authorization");
    assertThat(form(request))
        .containsEntry("client_id", "probe")
        .containsEntry("client_secret", "s");
  }

  @Test
  void clientSecretJwt_isSignedByTheSecret_eachTime() throws Exception {
    ClientAuthentication authentication = withSecret(Method.CLIENT_SECRET_JWT, LONG_SECRET);
    SignedJWT first = assertion(request(authentication));
    SignedJWT second = assertion(request(authentication));

    assertThat(first.verify(new MACVerifier(LONG_SECRET.read().reveal()))).isTrue();
    assertThat(first.getJWTClaimsSet().getJWTID())
        .isNotEqualTo(second.getJWTClaimsSet().getJWTID());
  }

  @Test
  void clientSecretJwt_withAShortSecret_saysWhatItNeeds() {
    assertThatThrownBy(
            () -> request(withSecret(Method.CLIENT_SECRET_JWT, new MutableSecret("short"))))
        .hasMessage("client-secret: too short for client-secret-jwt (expected: 32 bytes or more)");
  }

  @Test
  void privateKeyJwt_fromAJwk_carriesItsKeyId() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    SignedJWT jwt = assertion(request(signed(key.toJSONString())));

    assertThat(jwt.verify(new ECDSAVerifier(key))).isTrue();
    assertThat(jwt.getHeader().getKeyID()).isEqualTo("k1");
    assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
    assertThat(jwt.getJWTClaimsSet().getSubject()).isEqualTo("probe");
    assertThat(jwt.getJWTClaimsSet().getIssuer()).isEqualTo("probe");
    assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(ENDPOINT.toString());
    assertThat(jwt.getJWTClaimsSet().getExpirationTime()).isEqualTo(Date.from(NOW.plusSeconds(60)));
  }

  @Test
  void privateKeyJwt_fromPem() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).generate();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(key.toPrivateKey().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";

    SignedJWT jwt = assertion(request(signed(pem)));

    assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
  }

  @Test
  void keyThatIsNone_isSaidWithoutIt() {
    assertThatThrownBy(() -> request(signed("-----BEGIN RSA PRIVATE KEY-----\nMIIsecret")))
        .hasMessageStartingWith("private key: not readable (expected: a JWK, or PEM")
        .hasMessageNotContaining("MIIsecret");
  }

  @Test
  void publicAndMutualTls_sendTheirIdentifier() throws Exception {
    var mutual =
        new ClientAuthentication.MutualTls("probe", Path.of("cert.pem"), Path.of("key.pem"));

    assertThat(form(request(new ClientAuthentication.Public("probe"))))
        .containsEntry("client_id", "probe");
    assertThat(form(request(mutual))).containsEntry("client_id", "probe");
    assertThat(request(mutual).tls().cert()).isEqualTo(Path.of("cert.pem"));
  }

  @Test
  void scopeAudienceAndParameters_areSent() throws Exception {
    OAuthClient client =
        new OAuthClient(
            new Issuer(null, ENDPOINT, null, null),
            new ClientAuthentication.Public("probe"),
            "a b",
            "billing",
            Map.of("resource", "https://api.example"),
            TlsOptions.DEFAULT);

    assertThat(form(build(new Credential.ClientCredentials("c", client), null)))
        .containsEntry("scope", "a b")
        .containsEntry("audience", "billing")
        .containsEntry("resource", "https://api.example");
  }

  @Test
  void passwordGrant() throws Exception {
    Credential.OAuth credential =
        new Credential.Password("robot", publicClient(), "jo", new MutableSecret("p w"));

    assertThat(form(build(credential, null)))
        .containsEntry("grant_type", "password")
        .containsEntry("username", "jo")
        .containsEntry("password", "p w");
  }

  @Test
  void refreshTokenGrant_spendsTheTokenGiven() throws Exception {
    Credential.OAuth credential =
        new Credential.RefreshToken("desktop", publicClient(), new MutableSecret("first"));

    assertThat(form(build(credential, Secret.of("second"))))
        .containsEntry("grant_type", "refresh_token")
        .containsEntry("refresh_token", "second");
  }

  @Test
  void jwtBearer_withAReadyAssertion() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).generate();
    SignedJWT ready =
        new SignedJWT(
            new com.nimbusds.jose.JWSHeader(com.nimbusds.jose.JWSAlgorithm.ES256),
            new JWTClaimsSet.Builder().subject("x").build());
    ready.sign(new com.nimbusds.jose.crypto.ECDSASigner(key));
    Credential.OAuth credential =
        new Credential.JwtBearer(
            "j", publicClient(), new MutableSecret(ready.serialize() + "\n"), null);

    assertThat(form(build(credential, null)))
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
        .containsEntry("assertion", ready.serialize());
  }

  @Test
  void jwtBearer_withSomethingElse_saysSo() {
    String plain = new PlainJWT(new JWTClaimsSet.Builder().build()).serialize();
    Credential.OAuth credential =
        new Credential.JwtBearer("j", publicClient(), new MutableSecret(plain), null);

    assertThatThrownBy(() -> build(credential, null))
        .isInstanceOf(SecretUnavailableException.class)
        .hasMessage("file /run/secrets/test: no signed JWT (expected: header.payload.signature)");
  }

  @Test
  void jwtBearer_signsItsAssertion() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_384).keyID("k9").generate();
    var signing =
        new AssertionSigning(
            new MutableSecret(key.toJSONString()), null, null, "me", "you", "them");
    Map<String, String> form =
        form(build(new Credential.JwtBearer("j", publicClient(), null, signing), null));

    JWTClaimsSet claims = SignedJWT.parse(form.get("assertion")).getJWTClaimsSet();
    assertThat(List.of(claims.getIssuer(), claims.getSubject(), claims.getAudience().getFirst()))
        .containsExactly("me", "you", "them");
  }

  @Test
  void tokenExchange() throws Exception {
    Credential.OAuth credential =
        new Credential.TokenExchange(
            "x",
            publicClient(),
            new MutableSecret("subject"),
            "urn:ietf:params:oauth:token-type:access_token");

    assertThat(form(build(credential, null)))
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
        .containsEntry("subject_token", "subject")
        .containsEntry("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
  }

  @Test
  void emptySecret_isNamed() {
    assertThatThrownBy(() -> request(withSecret(Method.BASIC, new MutableSecret(""))))
        .hasMessage("file /run/secrets/test: empty (expected: a secret)");
  }

  private static ClientAuthentication withSecret(Method method, MutableSecret secret) {
    return new ClientAuthentication.WithSecret("probe", method, secret);
  }

  private static ClientAuthentication signed(String key) {
    return new ClientAuthentication.PrivateKeyJwt("probe", new MutableSecret(key), null, null);
  }

  private static OAuthClient publicClient() {
    return TokenSourceWorld.client(new ClientAuthentication.Public("probe"));
  }

  private static IssuerRequest request(ClientAuthentication authentication) throws Exception {
    return build(
        new Credential.ClientCredentials("c", TokenSourceWorld.client(authentication)), null);
  }

  private static IssuerRequest build(Credential.OAuth credential, Secret refreshToken)
      throws Exception {
    RequestSecrets secrets = new RequestSecrets();
    return TokenRequestFactory.build(
        credential.client(),
        TokenRequestFactory.grant(credential, ENDPOINT, refreshToken, secrets, NOW),
        ENDPOINT,
        secrets,
        NOW,
        Duration.ofSeconds(5));
  }

  private static Map<String, String> form(IssuerRequest request) {
    return ScriptedIssuerTransport.form(request.body());
  }

  private static SignedJWT assertion(IssuerRequest request) throws Exception {
    return SignedJWT.parse(form(request).get("client_assertion"));
  }
}
