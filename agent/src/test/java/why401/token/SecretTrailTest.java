package why401.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import why401.credential.Credential;
import why401.credential.Secret;
import why401.credential.SecretSource;

class SecretTrailTest {
  private static final Duration TO_RENEWAL = Duration.ofSeconds(230);

  private final KeeperWorld world = new KeeperWorld();
  private final MutableSecret secret = new MutableSecret("first");
  private final Credential client =
      new Credential.ClientCredentials("client", KeeperWorld.client(secret));

  private Fault fault() {
    return world.keeper().state("client").orElseThrow().lastFailure();
  }

  private void refuse() {
    world.wire.always(request -> world.wire.error(401, "invalid_client"));
  }

  @Test
  void secretThatWasNeverAccepted_hasNoPast() {
    refuse();
    world.with(client).pass(KeeperWorld.SECOND);

    assertThat(fault().past()).isNull();
  }

  @Test
  void sameSecretRefused_isSaidToBeTheSame() {
    world.with(client).pass(KeeperWorld.SECOND);
    var accepted = world.time.instant();
    refuse();
    world.pass(TO_RENEWAL);

    assertThat(fault().past().same()).isTrue();
    assertThat(fault().past().acceptedAt()).isEqualTo(accepted);
  }

  @Test
  void replacedSecretRefused_isSaidToDiffer_sinceItWasRefusedFirst() {
    world.with(client).pass(KeeperWorld.SECOND);
    refuse();
    secret.set("second");
    world.pass(TO_RENEWAL);
    SecretPast first = fault().past();
    world.pass(Duration.ofMinutes(10));

    assertThat(first.same()).isFalse();
    assertThat(fault().past()).isEqualTo(first);
    assertThat(first.toString()).doesNotContain("second").doesNotContain("first");
  }

  @Test
  void replacedSecretAccepted_isTheOneToCompareWith() {
    world.with(client).pass(KeeperWorld.SECOND);
    secret.set("second");
    world.pass(TO_RENEWAL);
    refuse();
    world.pass(TO_RENEWAL);

    assertThat(fault().past().same()).isTrue();
  }

  @Test
  void failureOfTheProvider_saysNothingOfTheSecret() {
    world.with(client).pass(KeeperWorld.SECOND);
    secret.set("second");
    world.wire.always(request -> world.wire.json(500, "oops"));
    world.pass(TO_RENEWAL);

    assertThat(fault().reason()).isEqualTo(Fault.Reason.SERVER_ERROR);
    assertThat(fault().past()).isNull();
  }

  /// The subject token is another one each time anyway.
  @Test
  void tokenThatIsExchanged_isNotCompared() {
    Credential exchange =
        new Credential.TokenExchange(
            "client",
            KeeperWorld.client(SecretSource.fixed(Secret.of("fixed"))),
            secret,
            "urn:ietf:params:oauth:token-type:access_token");
    world.with(exchange).pass(KeeperWorld.SECOND);
    secret.set("second");
    refuse();
    world.pass(TO_RENEWAL);

    assertThat(fault().reason()).isEqualTo(Fault.Reason.REJECTED);
    assertThat(fault().past()).isNull();
  }
}
