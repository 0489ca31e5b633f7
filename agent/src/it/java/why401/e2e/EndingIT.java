package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.partner.FreePort;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;
import why401.partner.NginxServer.Served;
import why401.partner.PlainHttp;

/// The agent as a process: how it refuses to start, reloads, and ends.
final class EndingIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Pattern WRITING = Pattern.compile("Writing: (\\d+)");

  @TempDir private Path folder;

  @Test
  void unknownKey_endsWithTheNearestKnownOne() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("bad.conf"),
            "why401 { probes { a { url = \"http://127.0.0.1:1/\", intervall = 5s } } }");
    try (AgentProcess agent = AgentProcess.started(folder, file)) {
      assertThat(agent.exit()).isEqualTo(2);
      assertThat(agent.log()).contains("bad.conf:1").contains("intervall").contains("interval");
    }
  }

  @Test
  void missingFile_endsWithItsName() {
    try (AgentProcess agent = AgentProcess.started(folder, folder.resolve("absent.conf"))) {
      assertThat(agent.exit()).isEqualTo(2);
      assertThat(agent.log()).contains("absent.conf");
    }
  }

  @Test
  void portInUse_exitsWithOne_andSaysSo() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file =
          Files.writeString(
              folder.resolve("taken.conf"),
              "why401 { server { port = %d }, probes { a { url = \"http://127.0.0.1:%d/\" } } }"
                  .formatted(taken.getLocalPort(), FreePort.next()));
      try (AgentProcess agent = AgentProcess.started(folder, file)) {
        assertThat(agent.exit()).isEqualTo(1);
        assertThat(agent.log()).contains("port " + taken.getLocalPort()).doesNotContain("serves");
      }
    }
  }

  @Test
  void hangUp_reloads_aBadFileChangesNothing_aGoodOneKeepsWhatStayed() {
    try (NginxServer nginx = new NginxServer();
        AgentProcess agent = new AgentProcess(folder, probes(nginx, "open"))) {
      await().atMost(SOON).until(() -> successful(agent, "open"));
      assertThat(agent.log()).as("a good start").contains(" INFO ").doesNotContain(" WARN ");
      agent.configure("why401 { nonsense = 1 }");
      agent.signal("HUP");
      await()
          .atMost(SOON)
          .until(() -> agent.metrics().contains("why401_config_last_reload_successful 0"));
      assertThat(successful(agent, "open")).isTrue();
      double runs = agent.sum("why401_probe_runs_total", "\"open\"");

      agent.configure(probes(nginx, "open", "second"));
      agent.signal("HUP");
      await().atMost(SOON).until(() -> successful(agent, "second"));
      assertThat(agent.metrics()).contains("why401_config_last_reload_successful 1");
      assertThat(agent.sum("why401_probe_runs_total", "\"open\"")).isGreaterThanOrEqualTo(runs);

      agent.configure(probes(nginx, "second"));
      agent.signal("HUP");
      await().atMost(SOON).until(() -> !agent.metrics().contains("probe=\"open\""));
    }
  }

  /// Each answer takes three seconds, so that at any moment many requests are on their way.
  @Test
  void terminate_startsNothingNew_letsRunningRequestsFinish_andExitsWithZero() {
    try (NginxServer nginx = new NginxServer();
        AgentProcess agent = new AgentProcess(folder, slow(nginx, 3_000))) {
      await().atMost(SOON).until(() -> nginx.served().size() >= 14);
      Instant told = CLOCK.instant();
      agent.signal("TERM");
      assertThat(agent.exit()).isZero();
      List<Served> served = nginx.served();
      assertThat(served)
          .extracting(Served::start)
          .allSatisfy(start -> assertThat(start).isBefore(told.plusMillis(250)));
      assertThat(served).extracting(Served::status).containsOnly(200);
      assertThat(served)
          .as("some were on their way")
          .anySatisfy(one -> assertThat(one.start().plus(one.duration())).isAfter(told));
    }
  }

  @Test
  void terminate_cutsWhatTakesLongerThanTheGrace_andEndsWithZero() {
    try (NginxServer nginx = new NginxServer();
        AgentProcess agent = new AgentProcess(folder, slow(nginx, 60_000))) {
      await().atMost(SOON).until(() -> answering(nginx) >= 10);
      Instant told = CLOCK.instant();
      agent.signal("TERM");
      assertThat(agent.exit()).isZero();
      assertThat(Duration.between(told, CLOCK.instant()))
          .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(20));
      assertThat(agent.log()).contains("are canceled");
    }
  }

  /// How many requests the server is answering just now, ours about it not counted.
  private static int answering(NginxServer nginx) {
    Matcher writing = WRITING.matcher(PlainHttp.get(nginx.url("site", "/status")).body());
    return writing.find() ? Integer.parseInt(writing.group(1)) - 1 : 0;
  }

  private static boolean successful(AgentProcess agent, String probe) {
    return agent.metrics().contains("why401_probe_success{probe=\"" + probe + "\"} 1");
  }

  private static String probes(NginxServer nginx, String... names) {
    if (!nginx.process().isAlive()) {
      nginx.server("site", NginxLocations.answer("/", 200, "welcome")).start();
    }
    StringBuilder text = new StringBuilder("why401.defaults { interval = 1s, timeout = 2s }\n");
    for (String name : names) {
      text.append("why401.probes.%s.url = \"%s\"\n".formatted(name, nginx.url("site", "/")));
    }
    return text.append("why401.probes.gone.url = \"http://127.0.0.1:")
        .append(FreePort.next())
        .append("/\"\n")
        .toString();
  }

  private static String slow(NginxServer nginx, int millis) {
    nginx.sparseFile("slow.bin", millis);
    nginx
        .server("site", "location / { limit_rate 1000; }\nlocation = /status { stub_status; }\n")
        .start();
    StringBuilder text =
        new StringBuilder(
            "why401.defaults { interval = %d ms, timeout = %d ms }\n"
                .formatted(2 * millis, 2 * millis));
    for (int i = 0; i < 10; i++) {
      text.append(
          "why401.probes.slow%d.url = \"%s\"\n".formatted(i, nginx.url("site", "/slow.bin")));
    }
    return text.toString();
  }
}
