package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// What comes of an hour: runs left out and doubled, tokens asked for, and refused passwords at one
/// account, counted by who is asked. Runs when it is named: `-Dit.test=ClusterHour`, with
/// `-Dcluster.agents=1`, 3 or 5, `-Dcluster.minutes=60`, and `-Dcluster.kills=2` at equal
/// distances; a killed member is back after half a minute.
@Timeout(7200)
final class ClusterHour {
  private static final int AGENTS = Integer.getInteger("cluster.agents", 3);
  private static final int KILLS = Integer.getInteger("cluster.kills", 0);
  private static final Duration LENGTH =
      Duration.ofMinutes(Integer.getInteger("cluster.minutes", 60));
  private static final int PROBES = Integer.getInteger("cluster.probes", 120);
  private static final int CREDENTIALS = 10;
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder = Path.of(".");

  private final List<Integer> ports = ClusterKills.ports(AGENTS);
  private final AgentProcess[] agents = new AgentProcess[AGENTS];

  @Test
  void anHour_isCountedByWhoIsAsked() throws IOException {
    try (CountingTarget target = new CountingTarget(LIFE);
        CountingTarget locked = new CountingTarget(LIFE)) {
      try {
        for (int i = 0; i < AGENTS; i++) {
          start(i, target, locked);
        }
        whole();
        Rotation.pass(INTERVAL.multipliedBy(2));
        Instant begin = Instant.now();
        int issued = target.issued();
        for (int kill = 1; kill <= KILLS; kill++) {
          until(begin.plus(LENGTH.dividedBy(KILLS + 1L).multipliedBy(kill)));
          int victim = kill % AGENTS;
          agents[victim].signal("KILL");
          assertThat(agents[victim].exit()).isEqualTo(137);
          Rotation.pass(Duration.ofSeconds(30));
          start(victim, target, locked);
          whole();
        }
        until(begin.plus(LENGTH));
        CountingTarget.Runs runs = target.runs(PROBES, begin, INTERVAL);
        System.out.printf(
            "%d agents, %d kills, %d min, %d probes every %d s: %d runs, %d left out, %d doubled;"
                + " %d token requests for %d credentials of %d s, %d tokens refused; %d passwords"
                + " refused at one account%n",
            AGENTS,
            KILLS,
            LENGTH.toMinutes(),
            PROBES,
            INTERVAL.toSeconds(),
            runs.all(),
            runs.leftOut(),
            runs.doubled(),
            target.issued() - issued,
            CREDENTIALS,
            LIFE.toSeconds(),
            target.refused.get(),
            locked.passwords.get());
        assertThat(target.refused).hasValue(0);
        assertThat(runs.all()).isGreaterThan(PROBES);
      } finally {
        for (AgentProcess agent : agents) {
          if (agent != null) {
            agent.close();
          }
        }
      }
    }
  }

  private static void until(Instant end) {
    Rotation.pass(Duration.between(Instant.now(), end));
  }

  private void whole() {
    if (AGENTS > 1) {
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(500))
          .until(
              () ->
                  IntStream.range(0, AGENTS)
                      .allMatch(
                          i ->
                              AgentProcess.value(agents[i].metrics(), "why401_cluster_members")
                                  == AGENTS));
    }
  }

  private void start(int number, CountingTarget target, CountingTarget locked) throws IOException {
    Path own = Files.createDirectories(folder.resolve("agent-" + number));
    StringBuilder text = new StringBuilder(AGENTS == 1 ? "" : ClusterKills.cluster(ports, number));
    text.append("why401.state-dir = \"").append(own.resolve("state"));
    text.append("\"\nwhy401.defaults { interval = ").append(INTERVAL.toSeconds()).append("s }\n");
    List<String> credentials = new ArrayList<>();
    for (int i = 0; i < CREDENTIALS; i++) {
      credentials.add("c" + i);
      text.append(
          """
          why401.credentials.c%d { type = client-credentials, client-id = c%d, token-url = "%s/token", client-secret = s }
          """
              .formatted(i, i, target.url()));
    }
    for (int i = 0; i < PROBES; i++) {
      text.append(
          "why401.probes.p%d { url = \"%s/p%d\", credential = %s }%n"
              .formatted(i, target.url(), i, credentials.get(i % CREDENTIALS)));
    }
    text.append("why401.credentials.robot { type = basic, username = u, password = wrong }\n");
    for (int i = 0; i < 2 * AGENTS; i++) {
      text.append(
          "why401.probes.locked%d { url = \"%s/locked%d\", credential = robot }%n"
              .formatted(i, locked.url().replace("127.0.0.1", "localhost"), i));
    }
    agents[number] = new AgentProcess(own, text.toString());
  }
}
