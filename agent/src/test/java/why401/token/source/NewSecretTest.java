package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.credential.Issuer;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.token.Credentials;
import why401.token.TokenSource.Introspection;
import why401.token.issuer.IssuerRequest;
import why401.token.issuer.IssuerResponse;

/// Client secrets that are refused: one that is new, and one that is written in two ways
/// (renewal.md, 4).
class NewSecretTest {
  private final TokenSourceWorld world = new TokenSourceWorld();
  private final MutableSecret secret = new MutableSecret("old-secret");
  private final Credential credential =
      new Credential.ClientCredentials("billing-api", TokenSourceWorld.client(secret));

  @Test
  void newSecretThatIsRefused_isTriedAfterTenThirtyAndSixtySeconds() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(request -> world.wire.error(401, "invalid_client"));
    secret.set("new-secret");
    int before = world.requests();

    world.pass(Duration.ofSeconds(500));

    List<Duration> times = world.requestTimes().subList(before, world.requests());
    assertThat(times.get(1).minus(times.get(0))).isEqualTo(Duration.ofSeconds(10));
    assertThat(times.get(2).minus(times.get(1))).isEqualTo(Duration.ofSeconds(30));
    assertThat(times.get(3).minus(times.get(2))).isEqualTo(Duration.ofSeconds(60));
    assertThat(times).hasSize(4);
  }

  @Test
  void newSecretThatHasSpread_isAcceptedWithoutTheLongPause() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    secret.set("new-secret");
    world.wire.next(request -> world.wire.error(401, "invalid_client"));
    world.wire.next(request -> world.wire.error(401, "invalid_client"));

    world.pass(Duration.ofSeconds(270));

    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void oldSecretThatIsRefused_waitsForFiveMinutes() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(request -> world.wire.error(401, "invalid_client"));
    int before = world.requests();

    world.pass(Duration.ofSeconds(500));

    assertThat(world.requests() - before).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass+word", "p@ss word", "50%&=", "a/b:c"})
  void secretThatIsTakenAsItIs_isFoundAndKept(String value) {
    secret.set(value);
    world.wire.always(request -> accept(request, value));
    world.with(credential).pass(Duration.ofSeconds(700));

    assertThat(world.token(credential)).isNotNull();
    assertThat(world.events.failed).isEmpty();
    // Once refused, then right each time.
    assertThat(world.requests()).isEqualTo(world.events.renewed.size() + 1);
  }

  @Test
  void wrongSecret_isNotSentTwiceEachTime() {
    secret.set("pass+word");
    world.wire.always(request -> world.wire.error(401, "invalid_client"));
    world.with(credential).pass(Duration.ofHours(1));

    assertThat(world.requests()).isBetween(10, 13);
  }

  @Test
  void secretThatReadsTheSameInBothForms_isSentOnce() {
    world.wire.always(request -> world.wire.error(401, "invalid_client"));
    world.with(credential).pass(Duration.ofSeconds(5));

    assertThat(world.requests()).isEqualTo(1);
  }

  /// Introspection is asked as the same client (RFC 7662, 2.1).
  @Test
  void introspection_hasTheFormThatTheTokenEndpointTakes() {
    secret.set("pass+word");
    Credential asked =
        new Credential.ClientCredentials(
            "asked",
            new OAuthClient(
                new Issuer(
                    null,
                    URI.create("https://idp.test/token"),
                    URI.create("https://idp.test/introspect"),
                    null),
                new ClientAuthentication.WithSecret(
                    "probe", ClientAuthentication.Method.BASIC, secret),
                null,
                null,
                Map.of(),
                TlsOptions.DEFAULT));
    world.wire.always(
        request -> {
          IssuerResponse token = accept(request, "pass+word");
          boolean asks = request.url().getPath().equals("/introspect");
          return asks && token.successful() ? world.wire.json(200, "{\"active\":true}") : token;
        });
    world.with(asked).pass(TokenSourceWorld.SECOND);

    assertThat(world.source().introspect(asked, new Credentials.AccessToken(world.token(asked))))
        .isInstanceOf(Introspection.Active.class);
  }

  private IssuerResponse accept(IssuerRequest request, String value) {
    String pair = request.headers().get("Authorization").substring(6);
    boolean plain =
        new String(Base64.getDecoder().decode(pair), StandardCharsets.UTF_8)
            .equals("probe:" + value);
    return plain ? world.wire.token(300) : world.wire.error(401, "invalid_client");
  }
}
