package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import why401.partner.Command;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;

/// Too little of what a machine has: space on the disk, memory, descriptors. The agent keeps
/// probing, says what is missing, and recovers.
@Isolated("thousands of probes need the machine")
@Timeout(200)
final class ResourceFaults {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final long MIB = 1 << 20;
  private static final String HISTORY = "why401_internal_errors_total{part=\"history\"}";

  @TempDir private Path folder = Path.of(".");

  /// A file system of its own, which needs root.
  private record SmallDisk(Path at) implements AutoCloseable {
    static SmallDisk mount(Path at) throws IOException {
      run(
          "mount",
          "-t",
          "tmpfs",
          "-o",
          "size=1m",
          "why401",
          Files.createDirectories(at).toString());
      return new SmallDisk(at);
    }

    static boolean possible() {
      boolean root = "root".equals(System.getProperty("user.name"));
      if (!root) {
        System.out.println("disk faults: not tried (expected: root, to mount a small file system)");
      }
      return root;
    }

    private static void run(String... command) {
      Command.run(command).orFail();
    }

    void readOnly(boolean wanted) {
      run("mount", "-o", wanted ? "remount,ro" : "remount,rw", at.toString());
    }

    Path fill() throws IOException {
      Path ballast = at.resolve("ballast");
      try (OutputStream out = Files.newOutputStream(ballast)) {
        while (true) {
          out.write(1);
        }
      } catch (IOException e) {
        // Full.
        return ballast;
      }
    }

    @Override
    public void close() {
      run("umount", "-l", at.toString());
    }
  }

  @Test
  void fullDisk_isReported_andWhatWasMissedIsStoredOnceThereIsRoom() throws IOException {
    if (!SmallDisk.possible()) {
      return;
    }
    try (FaultyWorld world = new FaultyWorld(8);
        SmallDisk disk = SmallDisk.mount(folder.resolve("state"))) {
      String text = configuration(world);
      try (AgentProcess agent = new AgentProcess(folder, text)) {
        await().atMost(SOON).until(() -> good(agent, "good") && good(agent, "rotating"));
        Path ballast = disk.fill();
        world.refusing = true;
        await().atMost(SOON).until(() -> value(agent, HISTORY) >= 1);
        await()
            .atMost(SOON)
            .until(() -> agent.log().contains("rotating: renewal failed (secret_un"));
        assertThat(agent.log()).contains("the incident history cannot be written");
        keepsProbing(agent, "good");

        Files.delete(ballast);
        await().atMost(SOON).until(() -> agent.log().contains("incidents are stored again"));
        int before = world.renewals.get();
        await().atMost(SOON).until(() -> world.renewals.get() > before);
        await().atMost(SOON).until(() -> good(agent, "rotating"));
        assertThat(world.replays).hasValue(0);
        agent.signal("KILL");
        assertThat(agent.exit()).isEqualTo(137);
      }
      try (AgentProcess agent = new AgentProcess(folder, text)) {
        assertThat(FaultyWorld.incidents(agent)).anyMatch(id -> id.startsWith("flap@"));
      }
    }
  }

  @Test
  void readOnlyDisk_isReported_andUsedOnceItIsWritable() throws IOException {
    if (!SmallDisk.possible()) {
      return;
    }
    try (FaultyWorld world = new FaultyWorld(8);
        SmallDisk disk = SmallDisk.mount(folder.resolve("state"))) {
      disk.readOnly(true);
      world.refusing = true;
      try (AgentProcess agent = new AgentProcess(folder, configuration(world))) {
        await().atMost(SOON).until(() -> good(agent, "good"));
        await().atMost(SOON).until(() -> !FaultyWorld.incidents(agent).isEmpty());
        assertThat(agent.log()).contains("until it can, incidents are kept in memory");
        assertThat(value(agent, HISTORY)).isPositive();
        assertThat(good(agent, "rotating")).isFalse();

        disk.readOnly(false);
        await().atMost(SOON).until(() -> agent.log().contains("incidents are stored again"));
        await().atMost(Duration.ofSeconds(70)).until(() -> good(agent, "rotating"));
        assertThat(Files.size(folder.resolve("state/incidents.mv"))).isPositive();
      }
    }
  }

  @Test
  void halfAGibibyte_isEnoughForTwoThousandProbes() {
    try (NginxServer target = new NginxServer();
        AgentProcess agent =
            new AgentProcess(
                folder,
                many(target, 2_000, "5s", "/"),
                AgentProcess.Launch.java("-XX:MaxRAM=512m"))) {
      await().atMost(SOON).until(() -> successes(agent) == 2_000);
      double runs = agent.sum("why401_probe_runs_total", "\"p-");
      await().atMost(SOON).until(() -> agent.sum("why401_probe_runs_total", "\"p-") > runs + 2_000);
      System.out.printf("2,000 probes: resident %d MiB%n", agent.resident() / MIB);
      assertThat(agent.resident()).isLessThan(512 * MIB);
      await().atMost(SOON).until(() -> successes(agent) == 2_000);
    }
  }

  /// Each response takes three seconds: without a bound, 375 requests would be under way.
  @Test
  void fewDescriptors_delayRuns_andBreakNothing() {
    AgentProcess.Launch few =
        new AgentProcess.Launch(List.of("prlimit", "--nofile=256:256"), Map.of());
    try (NginxServer target = new NginxServer();
        AgentProcess agent = new AgentProcess(folder, many(target, 500, "4s", "/slow.bin"), few)) {
      assertThat(agent.log()).contains("since the process may open only 256 files");
      await().atMost(SOON).until(() -> value(agent, "why401_schedule_missed_total") > 100);
      assertThat(agent.sum("why401_probe_runs_total", "\"p-")).isPositive();
      System.out.printf(
          "500 probes with 256 descriptors: %.0f runs, %.0f failures, %.0f missed%n",
          agent.sum("why401_probe_runs_total", "\"p-"),
          agent.sum("why401_probe_failures_total", "\"p-"),
          value(agent, "why401_schedule_missed_total"));
      agent.configure(many(target, 10, "4s", "/"));
      agent.signal("HUP");
      await().atMost(SOON).until(() -> successes(agent) == 10);
      assertThat(agent.log()).doesNotContain("Exception").doesNotContain("Error");
    }
  }

  private String configuration(FaultyWorld world) {
    return "why401.state-dir = \"%s\"\nwhy401.defaults { interval = 1s, timeout = 2s }\n"
            .formatted(folder.resolve("state"))
        + world.probe("good", "/good")
        + world.probe("flap", "/flap")
        + world.rotating("rotating");
  }

  private static String many(NginxServer target, int count, String interval, String path) {
    if (!target.process().isAlive()) {
      target.sparseFile("slow.bin", 3_000);
      target
          .server(
              "site",
              NginxLocations.answer("= /", 200, "welcome")
                  + "location /slow.bin { limit_rate 1000; }\n")
          .start();
    }
    StringBuilder text =
        new StringBuilder("why401.defaults { interval = %s, timeout = 5s }\n".formatted(interval));
    for (int i = 0; i < count; i++) {
      text.append("why401.probes.p-%d.url = \"%s\"\n".formatted(i, target.url("site", path)));
    }
    return text.toString();
  }

  private static void keepsProbing(AgentProcess agent, String probe) {
    double failures = agent.sum("why401_probe_failures_total", '"' + probe + '"');
    double runs = agent.sum("why401_probe_runs_total", '"' + probe + '"');
    await()
        .atMost(Duration.ofSeconds(6))
        .until(() -> agent.sum("why401_probe_runs_total", '"' + probe + '"') >= runs + 3);
    assertThat(agent.sum("why401_probe_failures_total", '"' + probe + '"')).isEqualTo(failures);
  }

  private static boolean good(AgentProcess agent, String probe) {
    return agent.sum("why401_probe_success", '"' + probe + '"') == 1;
  }

  private static double successes(AgentProcess agent) {
    return agent.sum("why401_probe_success", "\"p-");
  }

  private static double value(AgentProcess agent, String series) {
    return agent
        .metrics()
        .lines()
        .filter(line -> line.startsWith(series))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }
}
