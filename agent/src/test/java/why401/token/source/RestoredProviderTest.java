package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import why401.credential.Credential;

/// How soon a provider is noticed that was restored, or that enabled a client again.
final class RestoredProviderTest {
  private static final Duration SOON = Duration.ofSeconds(15);

  private final TokenSourceWorld world = new TokenSourceWorld();
  private final Credential credential = TokenSourceWorld.clientCredentials("billing-api");

  @Test
  void enabledClient_isNoticedByAnAnswerToNoSecret() {
    world.wire.looks(request -> world.wire.error(401, "invalid_client"));
    world.wire.always(request -> world.wire.error(401, "invalid_client"));
    world.with(credential).pass(Duration.ofMinutes(32));
    assertThat(world.source().heldUntil("billing-api")).isPresent();
    int before = world.requests();

    world.wire.looks(request -> world.wire.error(401, "unauthorized_client"));
    world.wire.always(request -> world.wire.token(300));
    world.pass(SOON);

    assertThat(world.token(credential)).isNotNull();
    assertThat(world.requests()).isEqualTo(before + 1);
    assertThat(world.source().heldUntil("billing-api")).isEmpty();
  }

  @Test
  void restoredProvider_isNoticedByAHealthCheck() {
    world.wire.looks(ScriptedIssuerTransport.unreachable());
    world.wire.always(ScriptedIssuerTransport.unreachable());
    world.with(credential).pass(Duration.ofMinutes(30));
    assertThat(world.token(credential)).isNull();

    world.wire.looks(request -> world.wire.error(405, "invalid_request"));
    world.wire.always(request -> world.wire.token(300));
    world.pass(SOON);

    assertThat(world.token(credential)).isNotNull();
  }

  @Test
  void secretPutBackAtTheProvider_isTriedWhenAPersonSaysSo() {
    world.wire.always(request -> world.wire.error(401, "invalid_client"));
    world.with(credential).pass(Duration.ofMinutes(32));
    world.wire.always(request -> world.wire.token(300));
    world.pass(SOON);
    assertThat(world.token(credential)).isNull();

    assertThat(world.source().retry("billing-api")).isTrue();
    world.pass(Duration.ofSeconds(2));

    assertThat(world.token(credential)).isNotNull();
  }

  @Test
  void tenPresses_areOneAttempt() {
    world.wire.always(request -> world.wire.error(401, "invalid_client"));
    world.with(credential).pass(Duration.ofMinutes(32));
    int before = world.requests();

    for (int i = 0; i < 10; i++) {
      world.source().retry("billing-api");
      world.pass(TokenSourceWorld.SECOND);
      if (i == 3) {
        assertThat(world.requests()).isEqualTo(before + 1);
      }
    }
    assertThat(world.requests()).isLessThanOrEqualTo(before + 2);
  }
}
