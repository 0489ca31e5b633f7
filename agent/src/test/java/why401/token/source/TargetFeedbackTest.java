package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import why401.credential.Credential;
import why401.token.Credentials;
import why401.token.TargetResponse;
import why401.token.TargetResponse.Opinion;
import why401.token.TargetResponse.Reaction;
import why401.token.Token;

/// What is done about a token that a target refuses (renewal.md, 4.1).
class TargetFeedbackTest {
  private final TokenSourceWorld world = new TokenSourceWorld();
  private final Credential credential = TokenSourceWorld.clientCredentials("billing-api");

  @BeforeEach
  void begin() {
    world.wire.always(request -> world.wire.token(3600));
    world.with(credential).pass(Duration.ofSeconds(100));
  }

  @ParameterizedTest
  @EnumSource(names = {"EXPIRED", "REVOKED"})
  void tokenThatIsCalledOver_isReplacedAtOnce(Opinion opinion) {
    assertThat(answer(opinion)).isEqualTo(Reaction.RENEWAL);

    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void invalidTokenThatWasAccepted_isReplacedAtOnce() {
    answer(Opinion.ACCEPTED);

    assertThat(answer(Opinion.INVALID)).isEqualTo(Reaction.RENEWAL);
  }

  @Test
  void invalidTokenThatNoTargetEverAccepted_isNotDead() {
    assertThat(answer(Opinion.INVALID)).isEqualTo(Reaction.NONE);
    assertThat(world.requests()).isEqualTo(1);
  }

  @Test
  void refusalWithoutAReason_countsTheSecondTime() {
    answer(Opinion.ACCEPTED);

    assertThat(answer(Opinion.REFUSED)).isEqualTo(Reaction.NONE);
    assertThat(answer(Opinion.REFUSED)).isEqualTo(Reaction.RENEWAL);
  }

  @Test
  void renewalsThatChangeNothing_becomeRarer() {
    List<Duration> before = world.requestTimes();
    for (int i = 0; i < 3600; i++) {
      answer(Opinion.EXPIRED);
      world.pass(TokenSourceWorld.SECOND);
    }

    // At 0, 60, 120 (30, 60 by the pace of all), 240, 480, 960 and 1920 s, and those that are due.
    assertThat(world.requests() - before.size()).isLessThanOrEqualTo(12);
  }

  @Test
  void tokenThatServesForAMinute_endsTheBackOff() {
    for (int i = 0; i < 5; i++) {
      answer(Opinion.REVOKED);
      world.pass(Duration.ofSeconds(61));
      answer(Opinion.ACCEPTED);
    }

    assertThat(world.token(credential).generation()).isEqualTo(6);
  }

  @Test
  void lifeThatEndedEarly_isLearnedFromOneExpiry_andTokensAreRenewedByIt() {
    world.pass(Duration.ofSeconds(1100));
    answer(Opinion.EXPIRED);
    answer(Opinion.ACCEPTED);

    Token token = world.token(credential);
    assertThat(Duration.between(token.issuedAt(), token.renewAt()))
        .isBetween(Duration.ofSeconds(600), Duration.ofSeconds(800));
    assertThat(token.lifetime()).isEqualTo(Duration.ofSeconds(3600));
  }

  @Test
  void lifeThatWasLearnedOnce_isForgottenBitByBit() {
    answer(Opinion.EXPIRED);
    answer(Opinion.ACCEPTED);

    world.pass(Duration.ofHours(6));

    Token token = world.token(credential);
    assertThat(Duration.between(token.issuedAt(), token.renewAt()))
        .isGreaterThan(Duration.ofSeconds(2000));
  }

  @Test
  void oneRevocation_teachesNoLife() {
    answer(Opinion.REVOKED);
    answer(Opinion.ACCEPTED);
    world.pass(Duration.ofSeconds(2800));

    Token token = world.token(credential);
    assertThat(Duration.between(token.issuedAt(), token.renewAt()))
        .isGreaterThan(Duration.ofSeconds(2000));
  }

  @Test
  void tokenThatIsNotValidYet_givesWayToTheOneBefore_forAMinute() {
    answer(Opinion.ACCEPTED);
    world.pass(untilRenewal());
    assertThat(world.token(credential).generation()).isEqualTo(2);

    assertThat(answer(Opinion.NOT_YET_VALID)).isEqualTo(Reaction.PREVIOUS_TOKEN);

    assertThat(world.token(credential).generation()).isEqualTo(1);
    world.pass(Duration.ofSeconds(61));
    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void newTokenThatIsRefusedWhileTheOldOneLives_givesWayOnce() {
    answer(Opinion.ACCEPTED);
    world.pass(untilRenewal());

    assertThat(answer(Opinion.REFUSED)).isEqualTo(Reaction.PREVIOUS_TOKEN);
    world.pass(Duration.ofSeconds(61));

    assertThat(answer(Opinion.REFUSED)).isEqualTo(Reaction.NONE);
    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void previousTokenThatWasNeverAccepted_isNoWayOut() {
    world.pass(untilRenewal());

    assertThat(answer(Opinion.REFUSED)).isEqualTo(Reaction.NONE);
    assertThat(world.token(credential).generation()).isEqualTo(2);
  }

  @Test
  void tokenThatWasReplacedOnItsWay_isNotTheTargetsFault() {
    answer(Opinion.ACCEPTED);
    Credentials old = sent();
    world.pass(untilRenewal());

    assertThat(
            world
                .source()
                .answered(credential, old, new TargetResponse("p", Opinion.REVOKED, true)))
        .isEqualTo(Reaction.SUPERSEDED);
  }

  @Test
  void providerThatRevokesThePreviousToken_leavesNoneToGoBackTo() {
    for (int i = 0; i < 2; i++) {
      answer(Opinion.ACCEPTED);
      Credentials old = sent();
      world.pass(untilRenewal());
      world.source().answered(credential, old, new TargetResponse("p", Opinion.REVOKED, true));
    }

    assertThat(answer(Opinion.REFUSED)).isEqualTo(Reaction.NONE);
    assertThat(world.token(credential).generation()).isEqualTo(3);
  }

  @Test
  void providerThatIsDown_isNotPressed() {
    world.wire.always(ScriptedIssuerTransport.unreachable());
    answer(Opinion.EXPIRED);
    int before = world.requests();

    answer(Opinion.EXPIRED);

    assertThat(world.requests()).isEqualTo(before);
  }

  private Duration untilRenewal() {
    return Duration.between(world.time.instant(), world.token(credential).renewAt()).plusSeconds(1);
  }

  private Credentials sent() {
    return new Credentials.AccessToken(world.token(credential));
  }

  private Reaction answer(Opinion opinion) {
    return world.source().answered(credential, sent(), new TargetResponse("p", opinion, false));
  }
}
