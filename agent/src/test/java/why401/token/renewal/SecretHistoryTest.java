package why401.token.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.token.RenewalFailure;
import why401.token.SecretComparison;
import why401.token.source.MutableSecret;
import why401.token.source.TokenSourceWorld;

class SecretHistoryTest {
  private static final Duration TO_RENEWAL = Duration.ofSeconds(230);

  private final TokenSourceWorld world = new TokenSourceWorld();
  private final MutableSecret secret = new MutableSecret("first");
  private final Credential client =
      new Credential.ClientCredentials("client", TokenSourceWorld.client(secret));

  private RenewalFailure failure() {
    return world.source().state("client").orElseThrow().lastFailure();
  }

  private void refuse() {
    world.wire.always(request -> world.wire.error(401, "invalid_client"));
  }

  @Test
  void secretThatWasNeverAccepted_hasNoPast() {
    refuse();
    world.with(client).pass(TokenSourceWorld.SECOND);

    assertThat(failure().past()).isNull();
  }

  @Test
  void sameSecretRefused_isSaidToBeTheSame() {
    world.with(client).pass(TokenSourceWorld.SECOND);
    var accepted = world.time.instant();
    refuse();
    world.pass(TO_RENEWAL);

    assertThat(failure().past().same()).isTrue();
    assertThat(failure().past().acceptedAt()).isEqualTo(accepted);
  }

  @Test
  void replacedSecretRefused_isSaidToDiffer_sinceItWasRefusedFirst() {
    world.with(client).pass(TokenSourceWorld.SECOND);
    refuse();
    secret.set("second");
    world.pass(TO_RENEWAL);
    SecretComparison first = failure().past();
    world.pass(Duration.ofMinutes(10));

    assertThat(first.same()).isFalse();
    assertThat(failure().past()).isEqualTo(first);
    assertThat(first.toString()).doesNotContain("second").doesNotContain("first");
  }

  @Test
  void replacedSecretAccepted_isTheOneToCompareWith() {
    world.with(client).pass(TokenSourceWorld.SECOND);
    secret.set("second");
    world.pass(TO_RENEWAL);
    refuse();
    world.pass(TO_RENEWAL);

    assertThat(failure().past().same()).isTrue();
  }

  @Test
  void failureOfTheProvider_saysNothingOfTheSecret() {
    world.with(client).pass(TokenSourceWorld.SECOND);
    secret.set("second");
    world.wire.always(request -> world.wire.json(500, "oops"));
    world.pass(TO_RENEWAL);

    assertThat(failure().reason()).isEqualTo(RenewalFailure.Reason.SERVER_ERROR);
    assertThat(failure().past()).isNull();
  }

  /// The subject token is another one each time anyway.
  @Test
  void tokenThatIsExchanged_isNotCompared() {
    Credential exchange =
        new Credential.TokenExchange(
            "client",
            TokenSourceWorld.client(SecretSource.fixed(Secret.of("fixed"))),
            secret,
            "urn:ietf:params:oauth:token-type:access_token");
    world.with(exchange).pass(TokenSourceWorld.SECOND);
    secret.set("second");
    refuse();
    world.pass(TO_RENEWAL);

    assertThat(failure().reason()).isEqualTo(RenewalFailure.Reason.REJECTED);
    assertThat(failure().past()).isNull();
  }
}
