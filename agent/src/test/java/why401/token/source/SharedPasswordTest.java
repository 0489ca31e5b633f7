package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import why401.credential.Credential;
import why401.deployment.RecordBoard;
import why401.token.RenewalFailure;

/// A password that is shown for a token, at a member of a cluster.
class SharedPasswordTest {
  private final TokenSourceWorld world = new TokenSourceWorld();
  private final RecordBoard.Member member = new RecordBoard().member("m");
  private final Credential robot =
      new Credential.Password(
          "robot",
          TokenSourceWorld.client(new MutableSecret("client-secret-1")),
          "u",
          new MutableSecret("p"));

  @Test
  void withoutAMajority_itIsNotShown_norBlamed_andIsShownOnceThereIsOne() {
    world.source().share(member);
    member.cutOff(true);
    world.with(robot).pass(Duration.ofSeconds(100));
    assertThat(world.requests()).isZero();
    assertThat(world.events.failed)
        .isNotEmpty()
        .allMatch(failure -> failure.detail() == RenewalFailure.Detail.CLUSTER);
    assertThat(world.source().state("robot").orElseThrow().suspended()).isFalse();

    member.cutOff(false);
    world.pass(Duration.ofSeconds(70));
    assertThat(world.token(robot)).isNotNull();
  }

  @Test
  void refusedBefore_itStaysRefusedWithoutAMajority() {
    world.source().share(member);
    world.wire.always(_ -> world.wire.error(401, "invalid_grant"));
    world.with(robot).pass(Duration.ofSeconds(5));
    assertThat(world.source().state("robot").orElseThrow().suspended()).isTrue();

    member.cutOff(true);
    world.pass(Duration.ofMinutes(5));

    assertThat(world.source().state("robot").orElseThrow().suspended()).isTrue();
    assertThat(world.events.failed)
        .noneMatch(failure -> failure.detail() == RenewalFailure.Detail.CLUSTER);
  }
}
