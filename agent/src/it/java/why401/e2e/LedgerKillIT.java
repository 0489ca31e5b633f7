package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at random moments while refresh tokens that are good for one use are spent every few
/// seconds: after each start all credentials work, or the agent says which does not and why; and no
/// refresh token is ever replayed that was not lost with its answer.
@Order(6)
class LedgerKillIT {
  private static final int KILLS = Integer.getInteger("ledger.kills", 5);
  private static final int ROTATING = 6;

  @TempDir private static Path folder = Path.of(".");

  @Test
  void killedAtAnyInstant_worksAgainOrSaysWhyNot() throws InterruptedException {
    long seed = Long.getLong("ledger.seed", 7);
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    int reported = 0;
    try (Rotation rotation = new Rotation(folder, 6, ROTATING, 0)) {
      for (int kill = 0; kill < KILLS; kill++) {
        AgentProcess agent = rotation.start();
        List<String> missing = rotation.awaitUsable(agent, Duration.ofSeconds(20));
        reported += missing.size();
        missing.forEach(name -> assertReported(agent, name));
        missing.forEach(name -> rotation.authorize(name.charAt(name.length() - 1) - '0'));
        assertThat(rotation.awaitUsable(agent, Duration.ofSeconds(20))).isEmpty();
        // Two renewals pass meanwhile, more or less.
        Rotation.pass(Duration.ofMillis(random.nextInt(6000)));
        agent.signal("KILL");
        assertThat(agent.exit()).isEqualTo(137);
      }
      int refused = rotation.realm.events("REFRESH_TOKEN_ERROR").size();
      int spent = rotation.realm.events("REFRESH_TOKEN").size();
      System.out.printf(
          "%d kills, %d refresh tokens spent, %d refused, %d credentials reported%n",
          KILLS, spent, refused, reported);
      assertThat(spent).isGreaterThan(KILLS * ROTATING);
      // One refusal for each answer that a kill swallowed, and it is reported.
      assertThat(refused).isLessThanOrEqualTo(reported);
    }
  }

  /// The reason is on the page of metrics, and the API tells what the provider said.
  private static void assertReported(AgentProcess agent, String credential) {
    String page = agent.metrics();
    assertThat(
            page.lines()
                .filter(line -> line.startsWith("why401_token_renewal_failures_total{"))
                .filter(line -> line.contains("credential=\"" + credential + "\""))
                .filter(line -> line.contains("reason=\"rejected\""))
                .filter(line -> !line.endsWith(" 0.0")))
        .as(credential)
        .isNotEmpty();
    assertThat(agent.log()).contains(credential + ": renewal failed (rejected invalid_grant)");
  }
}
