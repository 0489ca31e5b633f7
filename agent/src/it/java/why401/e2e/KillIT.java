package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL at random moments, those of the start included, while incidents open and close and
/// refresh tokens are spent each second: nothing that was stored is lost, no refresh token is spent
/// twice. `-Dwhy401.kills=100` kills more often.
@Timeout(1_800)
final class KillIT {
  private static final int KILLS = Integer.getInteger("why401.kills", 5);
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration DURABLE = Duration.ofMillis(1_500);

  @TempDir private Path folder = Path.of(".");
  private final Random random = new Random(Long.getLong("why401.kills.seed", 7));
  private final Set<String> durable = new HashSet<>();

  @Test
  void killedAtAnyInstant_losesNothingThatWasStored() throws IOException {
    try (FaultyWorld world = new FaultyWorld(3)) {
      String text = configuration(world);
      for (int kill = 0; kill < KILLS; kill++) {
        if (kill % 2 == 0) {
          killedWhileItStarts(text);
        } else {
          killedWhileItRuns(world, text);
        }
      }
      try (AgentProcess agent = new AgentProcess(folder, text)) {
        assertThat(FaultyWorld.incidents(agent)).containsAll(durable);
        await().atMost(SOON).until(() -> agent.sum("why401_token_usable", "rotating") == 3);
        assertThat(agent.log()).doesNotContain("Exception").doesNotContain("cannot be read");
      }
      System.out.printf(
          "%d kills: %d incidents kept, %d renewals, %d refresh tokens repeated after a lost"
              + " answer, %d replayed, %d wrong passwords%n",
          KILLS,
          durable.size(),
          world.renewals.get(),
          world.repeats.get(),
          world.replays.get(),
          world.wrongPasswords.get());
      assertThat(world.replays).hasValue(0);
      // Two, and what was on its way at a kill before they were counted.
      assertThat(world.wrongPasswords.get()).isLessThanOrEqualTo(4);
      assertThat(world.repeats.get()).isLessThanOrEqualTo(KILLS * 3);
      try (var files = Files.list(folder.resolve("state"))) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .noneMatch(name -> name.contains("corrupt") || name.contains("unreadable"));
      }
    }
  }

  @Test
  void heldPassword_isNotSentAgain_howeverOftenTheAgentIsKilled() throws IOException {
    try (FaultyWorld world = new FaultyWorld(3)) {
      Path secret = Files.writeString(folder.resolve("secret"), "wrong");
      for (int kill = 0; kill < 4; kill++) {
        try (AgentProcess agent = new AgentProcess(folder, guarded(world, secret))) {
          await().atMost(SOON).until(() -> agent.sum("why401_unauthorized", "\"guarded\"") > 0);
          await().atMost(SOON).until(() -> world.wrongPasswords.get() >= 2);
          // The same one goes on.
          assertThat(FaultyWorld.incidents(agent)).hasSize(1);
          agent.signal("KILL");
          assertThat(agent.exit()).isEqualTo(137);
        }
      }
      assertThat(world.wrongPasswords).hasValue(2);

      Files.writeString(secret, "guess-3141");
      try (AgentProcess agent = new AgentProcess(folder, guarded(world, secret))) {
        await().atMost(SOON).until(() -> world.wrongPasswords.get() > 2);
        assertThat(agent.log()).doesNotContain("Exception").doesNotContain("guess-3141");
      }
    }
  }

  private String guarded(FaultyWorld world, Path secret) {
    return """
    why401.state-dir = "%s"
    why401.defaults { interval = 1s, timeout = 900ms }
    why401.credentials.wrong { type = basic, username = robot, password { file = "%s" } }
    why401.probes.guarded { url = "%s", credential = wrong }
    """
        .formatted(folder.resolve("state"), secret, world.url("/guarded"));
  }

  private void killedWhileItRuns(FaultyWorld world, String text) {
    try (AgentProcess agent = new AgentProcess(folder, text)) {
      assertThat(FaultyWorld.incidents(agent)).containsAll(durable);
      Set<String> seen = disturb(world, agent);
      durable.addAll(seen);
      agent.signal("KILL");
      assertThat(agent.exit()).isEqualTo(137);
    }
  }

  private void killedWhileItStarts(String text) {
    try (AgentProcess agent = AgentProcess.started(folder, configured(text))) {
      Rotation.pass(Duration.ofMillis(random.nextInt(2_500)));
      agent.signal("KILL");
      assertThat(agent.exit()).isEqualTo(137);
    }
  }

  private Path configured(String text) {
    try {
      return Files.writeString(folder.resolve("early.conf"), "why401.server.port = 0\n" + text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// Opens and closes an incident, then lets some time pass.
  ///
  /// @return the incidents that are stored by then
  private Set<String> disturb(FaultyWorld world, AgentProcess agent) {
    world.refusing = true;
    await().atMost(SOON).until(() -> agent.sum("why401_probe_refusals_total", "\"flap\"") > 0);
    await().atMost(SOON).until(() -> open(agent) > 0);
    Set<String> seen = FaultyWorld.incidents(agent);
    world.refusing = false;
    Rotation.pass(DURABLE.plusMillis(random.nextInt(1_000)));
    return seen;
  }

  private static double open(AgentProcess agent) {
    return agent.sum("why401_unauthorized", "\"flap\"");
  }

  private String configuration(FaultyWorld world) {
    return "why401.state-dir = \"%s\"\nwhy401.defaults { interval = 1s, timeout = 900ms }\n"
            .formatted(folder.resolve("state"))
        + world.probe("flap", "/flap")
        + world.rotating("rotating0")
        + world.rotating("rotating1")
        + world.rotating("rotating2")
        + """
        why401.credentials.wrong { type = basic, username = robot, password = wrong }
        why401.probes.guarded { url = "%s", credential = wrong }
        """
            .formatted(world.url("/guarded"));
  }
}
