package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Three agents in network namespaces; the cluster's link of one is cut and repaired.
@Timeout(300)
final class ClusterPartition {
  private static final int PROBES = 60;
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private Path folder = Path.of(".");

  @Test
  void cutMember_isDegraded_goesOnProbing_andMerges() throws IOException {
    try (NetworkCut network = new NetworkCut(3);
        CountingTarget target = new CountingTarget(InetAddress.getByName(NetworkCut.outside()));
        ClusterAgents agents = new ClusterAgents(folder, target, seats(), PROBES)) {
      agents.balanced(0, 1, 2);
      target.refusing.add("/p0");
      String incident = opened(agents);

      Instant cut = Instant.now();
      network.cut(0);
      Duration degraded = until(cut, () -> agents.degraded(0));
      agents.balanced(1, 2);
      agents.balanced(0);
      Duration divided = Duration.between(cut, Instant.now());
      Instant apart = Instant.now();
      agents.again(apart);
      assertThat(agents.degraded(1) || agents.degraded(2)).isFalse();
      target.refusing.add("/p2");
      until(apart, () -> agents.get(1).incidents().contains("\"p2@"));

      Instant repaired = Instant.now();
      network.mend(0);
      agents.balanced(0, 1, 2);
      Duration merged = Duration.between(repaired, Instant.now());
      until(repaired, () -> IntStream.range(0, 3).noneMatch(agents::degraded));
      Duration whole = Duration.between(repaired, Instant.now());
      Instant steady = Instant.now();
      Instant end = steady.plus(ClusterAgents.INTERVAL.multipliedBy(4));
      await().atMost(SOON).until(() -> Instant.now().isAfter(end));
      System.out.printf(
          "degraded %d ms after the cut, divided after %d ms; merged %d ms after the repair, no"
              + " longer degraded after %d ms%n",
          degraded.toMillis(), divided.toMillis(), merged.toMillis(), whole.toMillis());
      assertThat(degraded).isLessThan(Duration.ofSeconds(20));
      assertThat(target.outside(PROBES, 3, 5, steady, end)).isEmpty();
      for (int i = 0; i < 3; i++) {
        assertThat(open(agents, i)).contains(incident).contains("\"p2@");
        assertThat(open(agents, i).split("\"id\":", -1)).hasSize(3);
      }
    }
  }

  /// Others that are started in the place of lost members make a majority with whoever is left; one
  /// that starts alone waits for it.
  @Test
  void lostMembers_areReplaced() {
    List<ClusterAgents.Seat> seats =
        IntStream.range(0, 3).mapToObj(_ -> ClusterAgents.Seat.local()).toList();
    try (CountingTarget target = new CountingTarget();
        ClusterAgents agents = new ClusterAgents(folder, target, seats, PROBES)) {
      agents.balanced(0, 1, 2);
      Instant killed = Instant.now();
      agents.get(1).signal("KILL");
      agents.get(2).signal("KILL");
      Duration degraded = until(killed, () -> agents.degraded(0));
      agents.again(Instant.now());
      Duration replaced = replaced(agents, 1);
      agents.get(0).signal("KILL");
      agents.get(1).signal("KILL");
      agents.start(0);
      Instant alone = Instant.now();
      assertThat(agents.degraded(0)).isTrue();
      agents.again(alone);
      assertThat(agents.degraded(0)).isTrue();
      Duration joined = replaced(agents, 1);
      System.out.printf(
          "degraded %d ms after two of three were killed, whole %d ms after one was replaced; whole"
              + " %d ms after a second one was started%n",
          degraded.toMillis(), replaced.toMillis(), joined.toMillis());
    }
  }

  private static Duration replaced(ClusterAgents agents, int index) {
    agents.start(index);
    Instant started = Instant.now();
    agents.balanced(0, index);
    until(started, () -> !agents.degraded(0) && !agents.degraded(index));
    return Duration.between(started, Instant.now());
  }

  private static List<ClusterAgents.Seat> seats() {
    return IntStream.range(0, 3)
        .mapToObj(
            i ->
                new ClusterAgents.Seat(
                    new AgentProcess.Launch(NetworkCut.inside(i), Map.of(), NetworkCut.service(i)),
                    NetworkCut.cluster(i),
                    7401))
        .toList();
  }

  /// The id of the only incident, once all members know it.
  private static String opened(ClusterAgents agents) {
    until(
        Instant.now(),
        () -> IntStream.range(0, 3).allMatch(i -> open(agents, i).contains("\"p0@")));
    String text = open(agents, 0);
    int start = text.indexOf("\"p0@");
    return text.substring(start, text.indexOf('"', start + 1) + 1);
  }

  private static String open(ClusterAgents agents, int index) {
    return agents.get(index).incidents("?open=true");
  }

  private static Duration until(Instant since, java.util.concurrent.Callable<Boolean> condition) {
    await().atMost(SOON).pollInterval(Duration.ofMillis(200)).until(condition);
    return Duration.between(since, Instant.now());
  }
}
