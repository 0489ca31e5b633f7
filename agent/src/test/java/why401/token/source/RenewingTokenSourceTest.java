package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import why401.credential.Credential;
import why401.token.CredentialsResult;
import why401.token.RenewalFailure.Reason;
import why401.token.RenewalResult;
import why401.token.issuer.IssuerResponse;

class RenewingTokenSourceTest {
  private final TokenSourceWorld world = new TokenSourceWorld();
  private final Credential credential = TokenSourceWorld.clientCredentials("billing-api");

  @Test
  void firstTick_fetchesAToken() {
    world.with(credential).pass(TokenSourceWorld.SECOND);

    assertThat(world.token(credential).id()).isEqualTo("billing-api#1");
    assertThat(world.source().state("billing-api").orElseThrow().usable()).isTrue();
  }

  @Test
  void authorize_beforeTheFirstTick_doesNotLetTheProbeGoWithNothing() {
    world.with(credential);

    assertThat(world.token(credential)).isNotNull();
    assertThat(world.requests()).isEqualTo(1);
  }

  @Test
  void authorize_isNoUseYet() {
    world.with(credential).pass(TokenSourceWorld.SECOND);

    assertThat(world.token(credential)).isNotNull();

    assertThat(world.events.remainingAtUse).isEmpty();
  }

  @Test
  void withoutFaults_renewalsPerLifetimeAreOneAndAHalf() {
    world.with(credential).pass(Duration.ofSeconds(3000));

    // Ten lifetimes of 300 s; the first request is no renewal.
    assertThat(world.requests() - 1).isBetween(13, 17);
  }

  @Test
  void renewal_startsAtTheDueSecondAndNotBefore() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    Instant due = world.token(credential).renewAt();
    world.pass(Duration.between(world.time.instant(), due));
    assertThat(world.requests()).isEqualTo(1);

    world.pass(TokenSourceWorld.SECOND);

    assertThat(world.requests()).isEqualTo(2);
    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void failedRenewal_keepsTheToken() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(request -> world.wire.json(500, "oops"));

    world.pass(Duration.ofSeconds(280));

    assertThat(world.token(credential).generation()).isEqualTo(1);
    assertThat(world.source().state("billing-api").orElseThrow().lastFailure().reason())
        .isEqualTo(Reason.SERVER_ERROR);
  }

  @Test
  void tokenWithLessLifeThanTheGuard_isWithheldWithTheFaultOfItsRenewal() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(ScriptedIssuerTransport.unreachable());
    world.pass(Duration.ofSeconds(297));
    assertThat(world.token(credential)).isNotNull();

    world.pass(Duration.ofSeconds(2));

    assertThat(world.source().authorize(credential, Duration.ZERO))
        .isInstanceOfSatisfying(
            CredentialsResult.Unavailable.class,
            withheld -> assertThat(withheld.failure().reason()).isEqualTo(Reason.UNREACHABLE));
  }

  @Test
  void failedAttempts_areHalfASecondToAMinuteApart_forEver() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    int before = world.requests();
    world.wire.always(ScriptedIssuerTransport.unreachable());
    world.pass(Duration.ofHours(3));

    List<Duration> gaps = gaps(world.requestTimes().subList(before, world.requests()));

    assertThat(gaps).allSatisfy(gap -> assertThat(gap).isBetween(secs(1), secs(61)));
    // The last of them, long after the token's end could hurry anything.
    assertThat(gaps.subList(gaps.size() - 100, gaps.size()))
        .allSatisfy(gap -> assertThat(gap).isBetween(secs(30), secs(61)));
  }

  @Test
  void issuerBack_renewsWithinTheCap() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(ScriptedIssuerTransport.unreachable());
    world.pass(Duration.ofMinutes(30));
    assertThat(world.token(credential)).isNull();
    world.wire.always(request -> world.wire.token(300));

    world.pass(Duration.ofSeconds(62));

    assertThat(world.token(credential)).isNotNull();
  }

  @Test
  void refusedClient_isSuspended_andAsksAtMostTwelveTimesAnHour() {
    world.with(credential);
    world.wire.always(request -> world.wire.error(401, "invalid_client"));

    world.pass(Duration.ofHours(2));

    assertThat(world.requests()).isBetween(20, 24);
    assertThat(world.source().state("billing-api").orElseThrow().suspended()).isTrue();
  }

  @Test
  void changedSecret_isTriedWithinTenSeconds_withoutDroppingTheToken() {
    MutableSecret secret = new MutableSecret("old-secret");
    Credential rotated =
        new Credential.ClientCredentials("billing-api", TokenSourceWorld.client(secret));
    world.with(rotated).pass(TokenSourceWorld.SECOND);
    world.wire.always(request -> world.wire.error(401, "invalid_client"));
    world.pass(Duration.ofSeconds(230));
    int before = world.requests();
    assertThat(world.token(rotated)).isNotNull();
    world.wire.always(request -> world.wire.token(300));
    secret.set("new-secret");

    world.pass(Duration.ofSeconds(10));

    assertThat(world.requests()).isEqualTo(before + 1);
    assertThat(world.token(rotated).generation()).isEqualTo(2);
  }

  @Test
  void retryAfter_isAFloor() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    int before = world.requests();
    world.wire.next(
        request ->
            new IssuerResponse(429, java.util.Map.of("retry-after", List.of("50")), "slow down"));
    world.pass(Duration.ofSeconds(225));
    assertThat(world.requests()).isEqualTo(before + 1);

    world.pass(Duration.ofSeconds(60));

    assertThat(gaps(world.requestTimes()).getLast()).isBetween(secs(50), secs(52));
  }

  @Test
  void equalCredentials_keepTheirTokenThroughAReload() {
    world.with(credential).pass(TokenSourceWorld.SECOND);

    world.with(credential, TokenSourceWorld.clientCredentials("other"));

    assertThat(world.token(credential).generation()).isEqualTo(1);
    assertThat(world.requests()).isEqualTo(1);
  }

  @Test
  void removedCredential_isGoneAndAskedForNoMore() {
    world.with(credential).pass(TokenSourceWorld.SECOND);

    world.with().pass(Duration.ofMinutes(10));

    assertThat(world.requests()).isEqualTo(1);
    assertThat(world.source().states()).isEmpty();
    assertThat(world.source().issuers()).isEmpty();
  }

  @Test
  void wallClockSetBack_doesNotLengthenAToken() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(ScriptedIssuerTransport.unreachable());
    world.time.step(Duration.ofHours(-1));

    world.pass(Duration.ofSeconds(299));

    assertThat(world.token(credential)).isNull();
  }

  @Test
  void wallClockSetBack_theTokenSentExpiresByTheNewTime() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.time.step(Duration.ofHours(-1));

    Instant end = world.token(credential).expiresAt();

    assertThat(Duration.between(world.time.instant(), end))
        .isLessThanOrEqualTo(Duration.ofSeconds(300));
  }

  @Test
  void wallClockSetBack_doesNotDelayTheRenewal() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.time.step(Duration.ofHours(-1));

    world.pass(Duration.ofSeconds(226));

    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void suspendedMachine_sendsNothingExpired_andRenewsAtTheFirstTick() {
    world.with(credential).pass(Duration.ofSeconds(5));
    world.time.step(Duration.ofHours(1));
    assertThat(world.source().state("billing-api").orElseThrow().usable()).isFalse();

    world.tick();

    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void clockSetBack_andAMachineThatSleepsAfterwards_sendNothingExpired() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(ScriptedIssuerTransport.unreachable());
    world.time.step(Duration.ofHours(-1));
    world.pass(Duration.ofSeconds(100));
    world.time.step(Duration.ofSeconds(180));

    world.pass(Duration.ofSeconds(20));

    assertThat(world.token(credential)).isNull();
  }

  @Test
  void onDemandToken_isObtainedForEachProbe() {
    world.wire.always(request -> world.wire.token(4));
    world.with(credential).pass(Duration.ofSeconds(2));
    int before = world.requests();

    world.pass(Duration.ofSeconds(20));
    assertThat(world.requests()).isEqualTo(before);

    assertThat(world.token(credential)).isNotNull();
    assertThat(world.requests()).isEqualTo(before + 1);
  }

  @Test
  void renewNow_renewsOnce_andReturnsTheCurrentOneAfterwards() {
    world.with(credential).pass(Duration.ofSeconds(5));

    assertThat(world.source().renewNow(credential, 1))
        .isInstanceOfSatisfying(
            RenewalResult.Renewed.class, r -> assertThat(r.token().generation()).isEqualTo(2));
    assertThat(world.source().renewNow(credential, 1)).isInstanceOf(RenewalResult.Renewed.class);
    world.pass(Duration.ofSeconds(5));
    assertThat(world.source().renewNow(credential, 2)).isInstanceOf(RenewalResult.NotNow.class);
    assertThat(world.requests()).isEqualTo(2);
  }

  @Test
  void everyAttemptIsCounted() {
    world.with(credential).pass(TokenSourceWorld.SECOND);
    world.wire.always(request -> world.wire.json(503, ""));
    world.pass(Duration.ofMinutes(10));

    assertThat(world.events.attempted).hasSize(world.requests());
    assertThat(world.events.renewed.size() + world.events.failed.size())
        .isEqualTo(world.requests());
  }

  private static List<Duration> gaps(List<Duration> times) {
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < times.size(); i++) {
      gaps.add(times.get(i).minus(times.get(i - 1)));
    }
    return gaps;
  }

  private static Duration secs(long seconds) {
    return Duration.ofSeconds(seconds);
  }
}
