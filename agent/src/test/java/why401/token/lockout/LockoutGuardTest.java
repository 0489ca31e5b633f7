package why401.token.lockout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import why401.credential.Credential;
import why401.token.source.ManualTime;
import why401.token.source.MutableSecret;
import why401.token.source.TokenSourceWorld;

class LockoutGuardTest {
  private final ManualTime time = new ManualTime(TokenSourceWorld.START);
  private final LockoutGuard lockout = new LockoutGuard(AccountProtection.DEFAULT, time);

  @Test
  void twoRefusals_holdThePasswordBack() {
    refuse("p1");
    pass(5);
    refuse("p1");
    pass(5);

    assertThat(lockout.mayTry("robot", "p1")).isFalse();
    assertThat(lockout.heldBack("robot", "p1")).isTrue();
  }

  @Test
  void wrongPasswordTriedForHalfADay_isRefusedEverMoreRarely() {
    List<Integer> refusals = new ArrayList<>();
    for (int second = 0; second < 12 * 3600; second++) {
      pass(1);
      if (lockout.mayTry("robot", "p1")) {
        lockout.refused("robot", "p1");
        refusals.add(second);
      }
    }

    // Keycloak, by its defaults, locks at 30 within 12 hours.
    assertThat(refusals).hasSize(7);
    for (int i = 2; i < refusals.size(); i++) {
      assertThat(refusals.get(i) - refusals.get(i - 2)).isGreaterThanOrEqualTo(900);
    }
  }

  @Test
  void noAttempt_withinASecondOfARefusal() {
    refuse("p1");
    time.advance(Duration.ofMillis(1099));
    assertThat(lockout.mayTry("robot", "p1")).isFalse();

    time.advance(Duration.ofMillis(1));

    assertThat(lockout.mayTry("robot", "p1")).isTrue();
  }

  @Test
  void slowRetry_isDueAfterItsTime_once() {
    refuse("p1");
    pass(5);
    refuse("p1");
    pass(899);
    assertThat(lockout.mayTry("robot", "p1")).isFalse();

    pass(1);

    assertThat(lockout.mayTry("robot", "p1")).isTrue();
    lockout.refused("robot", "p1");
    pass(5);
    assertThat(lockout.mayTry("robot", "p1")).isFalse();
  }

  @Test
  void changedPassword_hasOneChance_andTheOldOneNone() {
    refuse("p1");
    pass(5);
    refuse("p1");
    pass(5);
    refuse("p2");
    pass(5);

    assertThat(lockout.mayTry("robot", "p2")).isFalse();
    assertThat(lockout.mayTry("robot", "p1")).isFalse();
  }

  @Test
  void unprovenPassword_isSentByOneAtATime() {
    assertThat(lockout.mayTry("robot", "p1")).isTrue();
    assertThat(lockout.mayTry("robot", "p1")).isFalse();

    lockout.unknown("robot", "p1");

    assertThat(lockout.mayTry("robot", "p1")).isTrue();
  }

  @Test
  void attemptThatNobodyReports_blocksForAMinuteOnly() {
    lockout.mayTry("robot", "p1");
    pass(60);

    assertThat(lockout.mayTry("robot", "p1")).isTrue();
  }

  @Test
  void provenPassword_isSentByMany() {
    lockout.mayTry("robot", "p1");
    lockout.accepted("robot", "p1");

    assertThat(lockout.mayTry("robot", "p1")).isTrue();
    assertThat(lockout.mayTry("robot", "p1")).isTrue();
  }

  @Test
  void acceptance_clearsTheCount() {
    refuse("p1");
    pass(5);
    lockout.mayTry("robot", "p1");
    lockout.accepted("robot", "p1");
    refuse("p1");
    pass(5);

    assertThat(lockout.mayTry("robot", "p1")).isTrue();
  }

  @Test
  void passwordGrant_refusedFiveMinutesLong_isSentTwice() {
    TokenSourceWorld world = new TokenSourceWorld();
    MutableSecret password = new MutableSecret("wrong");
    Credential robot =
        new Credential.Password(
            "robot", TokenSourceWorld.client(new MutableSecret("client")), "user", password);
    world.wire.always(request -> world.wire.error(401, "invalid_grant"));

    for (int i = 0; i < 60; i++) {
      world.with(robot).pass(Duration.ofSeconds(5));
      world.source().authorize(robot, Duration.ZERO);
      world.source().renewNow(robot, 0);
    }

    assertThat(world.requests()).isBetween(1, 2);
  }

  @Test
  void passwordGrant_withAChangedPassword_isSentAtOnce() {
    TokenSourceWorld world = new TokenSourceWorld();
    MutableSecret password = new MutableSecret("wrong");
    Credential robot =
        new Credential.Password(
            "robot", TokenSourceWorld.client(new MutableSecret("client")), "user", password);
    world.wire.next(request -> world.wire.error(401, "invalid_grant"));
    world.with(robot).pass(Duration.ofSeconds(30));
    assertThat(world.requests()).isEqualTo(1);
    password.set("right");

    world.pass(Duration.ofSeconds(10));

    assertThat(world.token(robot)).isNotNull();
  }

  private void refuse(String password) {
    assertThat(lockout.mayTry("robot", password)).isTrue();
    lockout.refused("robot", password);
  }

  private void pass(long seconds) {
    time.advance(Duration.ofSeconds(seconds));
  }
}
