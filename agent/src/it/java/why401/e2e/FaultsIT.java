package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import why401.io.NamedPipe;
import why401.partner.FakeClock;
import why401.partner.NginxServer;

/// What goes wrong around an agent: its clock, its names, its configuration.
@Timeout(200)
final class FaultsIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  /// Three seconds of patience, and the start on a busy machine; a reload has ten.
  private static final Duration AT_START = Duration.ofSeconds(9);

  private static final String RELOADED = "why401_config_last_reload_successful ";

  @TempDir private Path folder = Path.of(".");

  /// A configuration that is none.
  private interface Shape {
    void at(Path file) throws IOException;
  }

  /// What each is, and what is said of it.
  private static final Map<Shape, String> SHAPES =
      Map.of(
          Files::createDirectory, "a directory (expected: a file)",
          NamedPipe::at, "no answer (expected: a file that can be read at once)",
          FaultsIT::gibibyte, "too large (expected: at most 64 MiB)",
          FaultsIT::binary, "encoding: not UTF-8 (expected: UTF-8)");

  private static void gibibyte(Path file) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 30);
    }
  }

  private static void binary(Path file) throws IOException {
    Files.write(file, new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, (byte) 0xff, (byte) 0xfe, 0});
  }

  @Test
  void configurationThatIsNone_endsTheStartAtOnce_andSaysWhy() throws IOException {
    int number = 0;
    for (Map.Entry<Shape, String> shape : SHAPES.entrySet()) {
      Path own = Files.createDirectory(folder.resolve("start" + number++));
      Path file = own.resolve("why401.conf");
      shape.getKey().at(file);
      long start = System.nanoTime();
      try (AgentProcess agent = AgentProcess.started(own, file)) {
        assertThat(agent.exit()).isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .as(shape.getValue())
            .isLessThan(AT_START);
        assertThat(agent.log()).contains(shape.getValue()).doesNotContain("Exception");
      }
    }
  }

  @Test
  void configurationThatBecomesNone_changesNothing() throws IOException {
    try (FaultyWorld world = new FaultyWorld(3_600);
        AgentProcess agent =
            new AgentProcess(
                folder,
                "why401.defaults { interval = 1s, timeout = 2s }\n"
                    + world.probe("good", "/good"))) {
      await().atMost(SOON).until(() -> good(agent, "good"));
      String text = Files.readString(agent.file());
      for (Map.Entry<Shape, String> shape : SHAPES.entrySet()) {
        Files.delete(agent.file());
        shape.getKey().at(agent.file());
        agent.signal("HUP");
        awaitReload(agent, "0");
        assertThat(agent.log()).contains(shape.getValue());

        Path fresh = Files.writeString(folder.resolve("fresh"), text);
        Files.deleteIfExists(agent.file());
        Files.move(fresh, agent.file(), StandardCopyOption.ATOMIC_MOVE);
        agent.signal("HUP");
        awaitReload(agent, "1");
      }
      keepsProbing(agent);
      assertThat(agent.log()).doesNotContain("Exception");
    }
  }

  private static void awaitReload(AgentProcess agent, String successful) {
    try {
      await().atMost(SOON).until(() -> agent.metrics().contains(RELOADED + successful));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("no reload that ends with " + successful + ":\n" + agent.log(), e);
    }
  }

  /// Without a signal: a swapped link shows the agent a directory.
  @Test
  void directoryInPlaceOfTheConfiguration_isNoticed() throws IOException {
    try (FaultyWorld world = new FaultyWorld(3_600);
        AgentProcess agent = new AgentProcess(folder, world.probe("good", "/good"))) {
      Files.delete(agent.file());
      Files.createDirectory(agent.file());
      await().atMost(SOON).until(() -> agent.metrics().contains(RELOADED + "0"));
      Rotation.pass(Duration.ofSeconds(3));
      assertThat(agent.log()).containsOnlyOnce("a directory (expected: a file)");
    }
  }

  /// Steps of an hour, there and back, with tokens of 90 minutes.
  @Test
  void clockThatSteps_neitherLapsesTokens_norFiresInStorms() {
    try (FaultyWorld world = new FaultyWorld(5_400);
        FakeClock clock = FakeClock.create();
        AgentProcess agent =
            new AgentProcess(
                folder,
                "why401.defaults { interval = 1s, timeout = 2s }\n"
                    + world.client("client")
                    + world.probe("good", "/good"),
                new AgentProcess.Launch(List.of(), clock.environment()))) {
      await().atMost(SOON).until(() -> good(agent, "client") && good(agent, "good"));
      double withheld = agent.sum("why401_probe_withheld_total", "\"client\"");
      List<Double> paces = new ArrayList<>();
      for (Duration step : List.of(Duration.ofHours(1), Duration.ZERO, Duration.ofHours(-1))) {
        clock.move(step);
        paces.add(pace(agent));
      }
      System.out.printf(
          "clock steps: %s runs a second, %d renewals%n", paces, world.renewals.get());
      assertThat(paces).allSatisfy(pace -> assertThat(pace).isBetween(0.4, 1.6));
      assertThat(agent.sum("why401_probe_withheld_total", "\"client\"")).isEqualTo(withheld);
      assertThat(agent.sum("why401_probe_failures_total", "\"client\"")).isZero();
      // One at the start, and one at most for each step.
      assertThat(world.renewals.get()).isLessThanOrEqualTo(5);
    }
  }

  /// Runs a second, over five.
  private static double pace(AgentProcess agent) {
    long start = System.nanoTime();
    double runs = agent.sum("why401_probe_runs_total", "\"good\"");
    Rotation.pass(Duration.ofSeconds(4));
    double seconds = (System.nanoTime() - start) / 1e9;
    return (agent.sum("why401_probe_runs_total", "\"good\"") - runs) / seconds;
  }

  @Test
  void nameThatIsGone_isNamed_andUsedOnceItIsBack() throws IOException {
    Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 target.invalid\n");
    AgentProcess.Launch launch =
        AgentProcess.Launch.java(
            "-Djdk.net.hosts.file=%s -Dsun.net.inetaddr.ttl=1 -Dsun.net.inetaddr.negative.ttl=1"
                .formatted(hosts));
    try (NginxServer target = new NginxServer();
        FaultyWorld world = new FaultyWorld(3_600)) {
      target.server("site", "location / { keepalive_timeout 0; return 200; }\n").start();
      String url = target.url("site", "/").replace("127.0.0.1", "target.invalid");
      String text =
          "why401.defaults { interval = 1s, timeout = 2s }\nwhy401.probes.named.url = \"%s\"\n"
              .formatted(url);
      try (AgentProcess agent =
          new AgentProcess(folder, text + world.probe("good", "/good"), launch)) {
        await().atMost(SOON).until(() -> good(agent, "named"));
        Files.writeString(hosts, "");
        await()
            .atMost(SOON)
            .until(() -> agent.probe("named").contains("\"reason\":\"dns_failed\""));
        keepsProbing(agent);
        assertThat(agent.incidents()).isEqualTo("[]");
        Files.writeString(hosts, "127.0.0.1 target.invalid\n");
        await().atMost(SOON).until(() -> good(agent, "named"));
      }
    }
  }

  private static void keepsProbing(AgentProcess agent) {
    double failures = agent.sum("why401_probe_failures_total", "\"good\"");
    double runs = agent.sum("why401_probe_runs_total", "\"good\"");
    await()
        .atMost(Duration.ofSeconds(6))
        .until(() -> agent.sum("why401_probe_runs_total", "\"good\"") >= runs + 2);
    assertThat(agent.sum("why401_probe_failures_total", "\"good\"")).isEqualTo(failures);
  }

  private static boolean good(AgentProcess agent, String probe) {
    return agent.sum("why401_probe_success", '"' + probe + '"') == 1;
  }
}
