package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.credential.Credential;
import why401.token.RenewalFailure;
import why401.token.RenewalResult;
import why401.token.Token;

/// Providers that return the token that is in hand, and responses that do not say how long it lives
/// (renewal.md, 1.1).
class SameTokenTest {
  private static final Instant START = TokenSourceWorld.START;

  private final TokenSourceWorld world = new TokenSourceWorld();
  private final Credential credential = TokenSourceWorld.clientCredentials("billing-api");

  @Test
  void sameToken_isNotFresh_andItsEndStays() {
    world.wire.always(world.wire.sameUntil(START.plusSeconds(300), "same"));
    world.with(credential).pass(Duration.ofSeconds(250));

    Token token = world.token(credential);
    assertThat(world.requests()).isGreaterThan(1);
    assertThat(token.generation()).isEqualTo(1);
    assertThat(token.expiresAt()).isBetween(START.plusSeconds(298), START.plusSeconds(300));
  }

  @Test
  void sameToken_isAskedForNearerAndNearerToItsEnd_andReplacedSoonAfterIt() {
    world.wire.always(
        request ->
            (world.time.instant().isBefore(START.plusSeconds(300))
                    ? world.wire.sameUntil(START.plusSeconds(300), "same")
                    : world.wire.sameUntil(START.plusSeconds(600), "next"))
                .to(request));
    world.with(credential).pass(Duration.ofSeconds(303));

    assertThat(world.token(credential).generation()).isEqualTo(2);
    assertThat(world.requests()).isLessThanOrEqualTo(14);
  }

  @Test
  void sameTokenWithItsWholeLifeStated_isNotBelievedBeforeItsEnd() {
    String body = "{\"access_token\":\"same\",\"expires_in\":300}";
    world.wire.always(request -> world.wire.json(200, body));
    world.with(credential).pass(Duration.ofSeconds(290));

    assertThat(world.token(credential).expiresAt()).isEqualTo(START.plusSeconds(301));
  }

  @Test
  void sameTokenThatIsStillIssuedAfterItsEnd_wasExtended() {
    String body = "{\"access_token\":\"same\",\"expires_in\":300}";
    world.wire.always(request -> world.wire.json(200, body));
    world.with(credential).pass(Duration.ofSeconds(305));

    assertThat(world.token(credential)).isNotNull();
    assertThat(world.token(credential).expiresAt()).isAfter(START.plusSeconds(590));
  }

  @Test
  void sameTokenThatIsOver_isAFailure_andAskedForEverySecond() {
    world.wire.always(world.wire.sameUntil(START.plusSeconds(20), "same"));
    world.with(credential).pass(Duration.ofSeconds(22));
    int before = world.requests();

    world.pass(Duration.ofSeconds(5));

    assertThat(world.requests() - before).isBetween(4, 6);
    assertThat(world.events.failed.getLast().detail())
        .isEqualTo(RenewalFailure.Detail.UNUSABLE_TOKEN);
  }

  @Test
  void forcedRenewalThatBringsTheSameToken_saysSoByItsGeneration() {
    world.wire.always(world.wire.sameUntil(START.plusSeconds(300), "same"));
    world.with(credential).pass(Duration.ofSeconds(10));

    assertThat(world.source().renewNow(credential, 1))
        .isInstanceOfSatisfying(
            RenewalResult.Renewed.class, same -> assertThat(same.token().generation()).isOne());
    assertThat(world.token(credential)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "\"soon\"", "1e12", "null"})
  void unusableExpiresIn_isAssumed_andMarkedAsThat(String stated) {
    String body = "{\"access_token\":\"at\",\"expires_in\":%s}".formatted(stated);
    world.wire.next(request -> world.wire.json(200, body));
    world.with(credential).pass(TokenSourceWorld.SECOND);

    assertThat(world.token(credential).expirySource()).isEqualTo(Token.ExpirySource.ASSUMED);
  }
}
