package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import why401.credential.Credential;
import why401.credential.OAuthClient;
import why401.credential.TlsOptions;
import why401.credential.TokenPlacement;
import why401.token.CredentialStatus;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.Token;

/// Credentials that obtain the same token have one between them (renewal.md, 5).
class OneFetcherTest {
  private static final TokenPlacement HEADER =
      new TokenPlacement(Credential.Placement.HEADER, "X-Token", "");

  private final TokenSourceWorld world = new TokenSourceWorld();
  private final MutableSecret secret = new MutableSecret("client-secret-1");
  private final Credential first = credential("a", TokenPlacement.BEARER);
  private final Credential second = credential("b", HEADER);

  private Credential credential(String name, TokenPlacement placement) {
    OAuthClient plain = TokenSourceWorld.client(secret);
    return new Credential.ClientCredentials(
        name,
        new OAuthClient(
            plain.issuer(),
            plain.authentication(),
            null,
            null,
            Map.of(),
            TlsOptions.DEFAULT,
            OAuthClient.DEFAULT_TIMEOUT,
            placement));
  }

  private Credentials.AccessToken sent(Credential credential) {
    return (Credentials.AccessToken)
        ((CredentialsResult.Ready) world.source().authorize(credential, Duration.ZERO))
            .credentials();
  }

  @Test
  void sameOrder_isOneRequest_andEachSendsTheTokenInItsOwnPlace() {
    world.with(second, first).pass(TokenSourceWorld.SECOND);

    assertThat(world.requests()).isEqualTo(1);
    assertThat(sent(first).token().value()).isEqualTo(sent(second).token().value());
    assertThat(sent(first).token().credential()).isEqualTo("a");
    assertThat(sent(second).token().credential()).isEqualTo("b");
    assertThat(sent(first).placement()).isEqualTo(TokenPlacement.BEARER);
    assertThat(sent(second).placement()).isEqualTo(HEADER);
  }

  @Test
  void renewals_areThoseOfOneCredential() {
    world.with(first, second).pass(Duration.ofSeconds(3000));

    assertThat(world.requests() - 1).isBetween(13, 17);
  }

  @Test
  void status_isThereForEach() {
    world.with(first, second).pass(TokenSourceWorld.SECOND);

    assertThat(world.source().states())
        .extracting(CredentialStatus::name)
        .containsExactly("a", "b");
    assertThat(world.source().states()).allMatch(CredentialStatus::usable);
  }

  @Test
  void rejectedSecret_isShownByEach_andAskedForOnce() {
    world.wire.always(request -> world.wire.json(401, "{\"error\":\"invalid_client\"}"));
    world.with(first, second).pass(Duration.ofMinutes(10));

    Instant held = world.source().heldUntil("a").orElseThrow();
    assertThat(world.source().heldUntil("b")).contains(held);
    int before = world.requests();
    assertThat(world.source().retry("b")).isEqualTo(world.source().retry("a"));
    assertThat(world.requests() - before).isLessThanOrEqualTo(1);
  }

  @Test
  void otherSecretOrIssuer_isAnotherFetcher() {
    Credential other = TokenSourceWorld.clientCredentials("c");
    world.with(first, other).pass(TokenSourceWorld.SECOND);

    assertThat(world.requests()).isEqualTo(2);
  }

  @Test
  void theOneThatStays_afterTheFirstWasRemoved_obtainsItsOwn() {
    world.with(first, second).pass(TokenSourceWorld.SECOND);
    world.with(second).pass(TokenSourceWorld.SECOND);

    Token own = Objects.requireNonNull(world.token(second));
    assertThat(own.credential()).isEqualTo("b");
    assertThat(world.source().state("a")).isEmpty();
  }
}
