package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.credential.Credential;
import why401.token.RenewalFailure;

/// A provider that is slow and not dead (renewal.md, 1).
class SlowProviderTest {
  private final TokenSourceWorld world = new TokenSourceWorld();
  private final Credential credential = TokenSourceWorld.clientCredentials("billing-api");

  @ParameterizedTest
  @CsvSource({"1500, 10", "4000, 60", "4000, 30", "1500, 20", "9000, 60"})
  void slowProvider_neverLeavesAProbeWithoutAToken(long took, long life) {
    world.wire.always(world.wire.slow(Duration.ofMillis(took), life));
    world.with(credential).pass(TokenSourceWorld.SECOND);

    for (int i = 0; i < 600; i++) {
      world.pass(TokenSourceWorld.SECOND);
      assertThat(world.token(credential)).isNotNull();
    }

    assertThat(world.events.failed).isEmpty();
  }

  @Test
  void providerThatBecomesSlow_isGivenLongerAfterEachTimeout() {
    world.wire.always(request -> world.wire.token(60));
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(world.wire.slow(Duration.ofSeconds(4), 60));

    world.pass(Duration.ofSeconds(50));

    assertThat(world.events.failed)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.reason()).isEqualTo(RenewalFailure.Reason.TIMEOUT));
    assertThat(world.events.failed.size()).isLessThanOrEqualTo(2);
    assertThat(world.token(credential).generation()).isGreaterThan(1);
  }

  @Test
  void boundOfAnAttempt_followsWhatTheProviderTook() {
    world.wire.always(world.wire.slow(Duration.ofSeconds(2), 60));
    world.with(credential).pass(Duration.ofSeconds(40));

    var requests = world.wire.seen();
    assertThat(requests.getFirst().request().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(requests.getLast().request().timeout()).isEqualTo(Duration.ofSeconds(6));
  }

  @Test
  void quickProvider_keepsTheShortBound() {
    world.wire.always(world.wire.slow(Duration.ofMillis(50), 60));
    world.with(credential).pass(Duration.ofSeconds(40));

    assertThat(world.wire.seen().getLast().request().timeout()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void withNothingInHand_theBoundIsTheConfiguredOne() {
    world.wire.always(request -> world.wire.token(60));
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(ScriptedIssuerTransport.unreachable());
    world.pass(Duration.ofSeconds(100));

    assertThat(world.wire.seen().getLast().request().timeout()).isEqualTo(Duration.ofSeconds(10));
  }
}
