package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;
import why401.token.issuer.IssuerTransportException;

/// Discovery, introspection, keys and health.
class IssuerTest {
  private static final String ISSUER = "https://idp.test/realms/acme";
  private final TokenSourceWorld world = new TokenSourceWorld();
  private final Credential credential = discovered(ISSUER);
  private String metadataIssuer = ISSUER;
  private boolean oidc = true;
  private IssuerResponse introspection = new IssuerResponse(200, Map.of(), "{\"active\":true}");

  IssuerTest() {
    world.wire.always(this::serve);
  }

  private IssuerResponse serve(IssuerRequest request) throws IssuerTransportException {
    String path = request.url().getPath();
    if (path.endsWith("/openid-configuration")) {
      return oidc ? world.wire.json(200, metadata()) : world.wire.json(404, "{}");
    }
    if (path.equals("/.well-known/oauth-authorization-server/realms/acme")) {
      return world.wire.json(200, metadata());
    }
    return switch (path) {
      case "/token" -> world.wire.token(300);
      case "/introspect" -> introspection;
      case "/userinfo" -> world.wire.json(401, "");
      case "/jwks" -> world.wire.json(200, keys);
      default -> world.wire.json(404, "");
    };
  }

  private String keys = "{\"keys\":[]}";

  private String metadata() {
    return """
    {"issuer":"%s","token_endpoint":"https://idp.test/token",
     "introspection_endpoint":"https://idp.test/introspect",
     "userinfo_endpoint":"https://idp.test/userinfo","jwks_uri":"https://idp.test/jwks"}\
    """
        .formatted(metadataIssuer);
  }

  @Test
  void endpoints_areDiscoveredOnce() {
    world.with(credential).pass(Duration.ofSeconds(230));

    assertThat(paths()).filteredOn("/token"::equals).hasSize(2);
    assertThat(paths().getFirst()).isEqualTo("/realms/acme/.well-known/openid-configuration");
    assertThat(world.token(credential)).isNotNull();
  }

  @Test
  void serverWithoutOidc_isDiscoveredByRfc8414() {
    oidc = false;

    world.with(credential).pass(TokenSourceWorld.SECOND);

    assertThat(world.token(credential)).isNotNull();
  }

  @Test
  void metadataOfAnotherIssuer_isNotFollowed() {
    metadataIssuer = "https://evil.test";

    world.with(credential).pass(TokenSourceWorld.SECOND);

    assertThat(paths()).doesNotContain("/token");
    assertThat(world.source().state("billing").orElseThrow().lastFailure().description())
        .isEqualTo("issuer: another one in its metadata (expected: \"%s\")".formatted(ISSUER));
  }

  @Test
  void metadata_isReadAgainAfterAFailure() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.next(request -> world.wire.json(404, ""));

    world.pass(Duration.ofSeconds(230));

    assertThat(paths().stream().filter(path -> path.endsWith("configuration")).count())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void introspection_distinguishesActiveFromInactive() {
    Credentials credentials = credentials();
    assertThat(world.source().introspect(credential, credentials))
        .isInstanceOf(Introspection.Active.class);

    introspection = new IssuerResponse(200, Map.of(), "{\"active\":false}");

    assertThat(world.source().introspect(credential, credentials))
        .isInstanceOf(Introspection.Inactive.class);
  }

  @Test
  void introspectionThatIsRefused_fallsBackToUserinfo() {
    introspection = new IssuerResponse(401, Map.of(), "");

    assertThat(world.source().introspect(credential, credentials()))
        .isInstanceOf(Introspection.Inactive.class);
  }

  @Test
  void introspection_withoutAnIssuer_isUnanswered() {
    Credential basic = new Credential.Basic("b", "u", new MutableSecret("p"));

    assertThat(world.source().introspect(basic, credentials()))
        .isInstanceOf(Introspection.Unanswered.class);
  }

  @Test
  void key_isLookedUpInTheKeySet_whichIsKeptHalfAMinute() throws Exception {
    keys = new JWKSet(new ECKeyGenerator(Curve.P_256).keyID("k1").generate()).toString();
    world.with(credential);

    assertThat(world.source().lookUpKey(credential, "k1")).isInstanceOf(KeyLookup.Published.class);
    assertThat(world.source().lookUpKey(credential, "k2"))
        .isEqualTo(new KeyLookup.Absent(List.of("k1")));
    assertThat(paths()).filteredOn("/jwks"::equals).hasSize(1);
    world.time.advance(Duration.ofSeconds(31));
    world.source().lookUpKey(credential, "k1");
    assertThat(paths()).filteredOn("/jwks"::equals).hasSize(2);
  }

  @Test
  void issuer_isUpWhileItResponds_andIsCheckedEveryMinute() {
    world.with(credential).pass(Duration.ofSeconds(190));

    assertThat(world.source().issuers().getFirst().up()).isTrue();
    assertThat(paths().stream().filter(path -> path.endsWith("configuration")).count())
        .isBetween(4L, 5L);
  }

  @Test
  void deadIssuer_isDownWithinAMinuteAndAHalf_whileItsTokenStillRuns() {
    world.with(credential).pass(Duration.ofSeconds(5));
    world.wire.always(ScriptedIssuerTransport.unreachable());

    world.pass(Duration.ofSeconds(75));

    assertThat(world.token(credential)).isNotNull();
    assertThat(world.source().issuers().getFirst().up()).isFalse();
    assertThat(world.source().issuers().getFirst().why()).contains("ConnectException");
    world.wire.always(this::serve);
    world.pass(Duration.ofSeconds(6));
    assertThat(world.source().issuers().getFirst().up()).isTrue();
  }

  private Credentials credentials() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    return ((CredentialsResult.Ready) world.source().authorize(credential, Duration.ZERO))
        .credentials();
  }

  private List<String> paths() {
    return world.wire.seen().stream().map(seen -> seen.request().url().getPath()).toList();
  }

  private static Credential discovered(String issuer) {
    return new Credential.ClientCredentials(
        "billing",
        new OAuthClient(
            new Issuer(issuer, null, null, null),
            new ClientAuthentication.WithSecret(
                "probe", ClientAuthentication.Method.BASIC, new MutableSecret("secret-of-it")),
            null,
            null,
            Map.of(),
            TlsOptions.DEFAULT));
  }
}
