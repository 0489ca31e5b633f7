package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/// Three members of an earlier version are replaced one at a time: tokens, refused passwords and
/// incidents are kept. Runs when it is named: `-Dit.test=ClusterUpgrade -Dwhy401.earlier=BUNDLE`.
@Timeout(1200)
final class ClusterUpgrade {
  private static final int MEMBERS = 3;
  private static final int CHAINS = 4;
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder = Path.of(".");

  private final List<Integer> ports = ClusterKills.ports(MEMBERS);
  private final AgentProcess[] agents = new AgentProcess[MEMBERS];

  @Test
  void rollingUpdate_keepsTokensPasswordsAndIncidents() throws IOException {
    AgentProcess.Launch earlier =
        AgentProcess.Launch.bundle(
            Path.of(System.getProperty("why401.earlier", "absent")).toAbsolutePath());
    try (Rotation rotation = new Rotation(folder, 10, CHAINS, 0);
        CountingTarget target = new CountingTarget();
        CountingTarget locked = new CountingTarget()) {
      target.refusing.add("/refused");
      try {
        for (int i = 0; i < MEMBERS; i++) {
          start(i, earlier, rotation, target, locked);
        }
        whole(rotation);
        List<String> before = incidents();
        for (int i = 0; i < MEMBERS; i++) {
          agents[i].close();
          start(i, AgentProcess.Launch.PLAIN, rotation, target, locked);
          whole(rotation);
        }
        List<String> after = incidents();
        RefusedTokens tokens = RefusedTokens.of(rotation.realm, List.of());
        System.out.printf(
            "%d members replaced: %s, %s passwords refused, incidents %s, then %s%n",
            MEMBERS, tokens, locked.passwords, before, after);
        assertThat(tokens.burnt()).isEmpty();
        assertThat(tokens.spent()).isGreaterThan(2 * CHAINS);
        assertThat(locked.passwords.get()).isBetween(1, 2);
        assertThat(after).isEqualTo(before);
      } finally {
        for (AgentProcess agent : agents) {
          if (agent != null) {
            agent.close();
          }
        }
      }
    }
  }

  private void start(
      int number,
      AgentProcess.Launch launch,
      Rotation rotation,
      CountingTarget target,
      CountingTarget locked)
      throws IOException {
    Path own = Files.createDirectories(folder.resolve("agent-" + number));
    String more =
        """
        why401.credentials.robot { type = basic, username = u, password = wrong }
        why401.probes.refused { url = "%s/refused" }
        why401.probes.locked { url = "%s/locked", credential = robot }
        """
            .formatted(target.url(), locked.url().replace("127.0.0.1", "localhost"));
    agents[number] =
        new AgentProcess(
            own,
            ClusterKills.cluster(ports, number)
                + rotation.configuration(own.resolve("state"))
                + more,
            launch);
  }

  /// All are there, each can send every token, and each knows the incidents.
  private void whole(Rotation rotation) {
    for (AgentProcess agent : agents) {
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                assertThat(AgentProcess.value(agent.metrics(), "why401_cluster_members"))
                    .isEqualTo(MEMBERS);
                assertThat(incidents(agent)).hasSize(2);
              });
      assertThat(rotation.awaitUsable(agent, Duration.ofSeconds(20))).isEmpty();
    }
  }

  /// Those that are open, which each member knows alike.
  private List<String> incidents() throws IOException {
    List<String> first = incidents(agents[0]);
    for (AgentProcess agent : agents) {
      assertThat(incidents(agent)).isEqualTo(first);
    }
    return first;
  }

  private static List<String> incidents(AgentProcess agent) throws IOException {
    List<String> found = new ArrayList<>();
    for (JsonNode one : JSON.readTree(agent.incidents("?open=true"))) {
      found.add(one.path("probe").asText() + " since " + one.path("since").asText());
    }
    found.sort(null);
    return found;
  }
}
