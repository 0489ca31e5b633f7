package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How long the probes of a member wait when it goes, many times: it is killed, it hangs, it is
/// stopped.
@Timeout(3600)
final class ClusterFailover {
  private static final int PROBES = Integer.getInteger("failover.probes", 60);
  private static final int ROUNDS = Integer.getInteger("failover.rounds", 20);

  @TempDir private Path folder = Path.of(".");

  private static List<String> signals() {
    return List.of(System.getProperty("failover.signals", "KILL,TERM,STOP").split(","));
  }

  @ParameterizedTest
  @MethodSource("signals")
  void member_goes_andItsProbesRunElsewhere(String signal) {
    List<ClusterAgents.Seat> seats =
        IntStream.range(0, 3).mapToObj(_ -> ClusterAgents.Seat.local()).toList();
    List<Duration> waits = new ArrayList<>();
    List<Integer> twice = new ArrayList<>();
    List<Integer> twiceBack = new ArrayList<>();
    List<Duration> overlaps = new ArrayList<>();
    try (CountingTarget target = new CountingTarget();
        ClusterAgents agents = new ClusterAgents(folder, target, seats, PROBES)) {
      for (int round = 0; round < ROUNDS; round++) {
        int victim = round % 3;
        agents.balanced(0, 1, 2);
        Instant gone = Instant.now();
        agents.get(victim).signal(signal);
        waits.add(agents.again(gone));
        agents.balanced((victim + 1) % 3, (victim + 2) % 3);
        Instant back = Instant.now();
        if (signal.equals("STOP")) {
          agents.get(victim).signal("CONT");
        } else {
          agents.get(victim).close();
          agents.start(victim);
        }
        agents.balanced(0, 1, 2);
        agents.again(Instant.now());
        twice.add(target.nearer(ClusterAgents.INTERVAL.dividedBy(2), gone).size());
        twiceBack.add(target.nearer(ClusterAgents.INTERVAL.dividedBy(2), back).size());
        overlaps.add(target.lastNearer(ClusterAgents.INTERVAL.dividedBy(2), back));
      }
    }
    Collections.sort(waits);
    Collections.sort(overlaps);
    System.out.printf(
        "%s, %d rounds, %d probes every %d s: all again after p50 %d ms, max %d ms; runs too near"
            + " to another: %s, of which since the member is back: %s; the last of these after p50"
            + " %d ms, max %d ms%n",
        signal,
        ROUNDS,
        PROBES,
        ClusterAgents.INTERVAL.toSeconds(),
        waits.get(ROUNDS / 2).toMillis(),
        waits.getLast().toMillis(),
        twice,
        twiceBack,
        overlaps.get(ROUNDS / 2).toMillis(),
        overlaps.getLast().toMillis());
    if (signal.equals("STOP")) {
      assertThat(twiceBack).allMatch(runs -> runs <= PROBES / 10);
    }
    assertThat(waits.getLast()).isLessThan(ClusterAgents.INTERVAL.plusSeconds(15));
  }
}
