package why401.token.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import why401.credential.Credential;

/// Many credentials at one identity provider.
@Execution(ExecutionMode.CONCURRENT)
class RenewalSpreadTest {
  private final TokenSourceWorld world = new TokenSourceWorld();
  private final Credential[] many =
      IntStream.range(0, 300)
          .mapToObj(n -> TokenSourceWorld.clientCredentials("c" + n))
          .toArray(Credential[]::new);

  @Test
  void start_isSpreadOverTheQueuesTime() {
    world.with(many).pass(Duration.ofSeconds(40));

    assertThat(world.requests()).isEqualTo(300);
    assertThat(busiest()).isLessThanOrEqualTo(30);
    assertThat(world.requestTimes().getLast()).isGreaterThan(Duration.ofSeconds(25));
  }

  @Test
  void lifetimesThatEndTogether_areNotRenewedTogether() {
    world.wire.always(request -> world.wire.token(3600));
    world.with(many).pass(Duration.ofMinutes(50));

    List<ScriptedIssuerTransport.Seen> renewals = world.wire.seen().subList(300, 600);

    assertThat(Duration.between(renewals.getFirst().at(), renewals.getLast().at()))
        .isGreaterThan(Duration.ofMinutes(7));
  }

  @Test
  void deadIssuer_isTriedByOnePilot() {
    world.with(many).pass(Duration.ofSeconds(40));
    world.wire.always(ScriptedIssuerTransport.unreachable());
    world.pass(Duration.ofSeconds(300));
    int before = world.requests();

    world.pass(Duration.ofMinutes(10));

    assertThat(world.requests() - before).isBetween(9, 22);
  }

  @Test
  void issuerBack_theQueueIsReleasedInOrderAndWithinTheLimit() {
    world.with(many).pass(Duration.ofSeconds(40));
    world.wire.always(ScriptedIssuerTransport.unreachable());
    world.pass(Duration.ofMinutes(20));
    int before = world.requests();
    world.wire.always(request -> world.wire.token(300));

    world.pass(Duration.ofSeconds(60 + 35));

    assertThat(world.requests() - before).isGreaterThanOrEqualTo(300);
    assertThat(busiest()).isLessThanOrEqualTo(30);
    for (Credential credential : many) {
      assertThat(world.token(credential)).isNotNull();
    }
  }

  /// The most requests in one second.
  private int busiest() {
    List<Instant> at = world.wire.seen().stream().map(ScriptedIssuerTransport.Seen::at).toList();
    int most = 0;
    for (int from = 0, to = 0; to < at.size(); to++) {
      while (!at.get(from).isAfter(at.get(to).minusSeconds(1))) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }
}
