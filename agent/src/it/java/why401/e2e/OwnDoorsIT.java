package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;

/// Crowds at the agent's own port beside 50 probes at one second: scrapes stay on time, no run is
/// missed, and the memory comes back. `-Dwhy401.doors=PT2M` lets the crowd stay longer.
@Isolated("the probes and the scrapes need the machine")
@Timeout(400)
final class OwnDoorsIT {
  private static final Duration STAY = Duration.parse(System.getProperty("why401.doors", "PT5S"));
  private static final int PROBES = 50;
  private static final int STREAMS = 1_000;
  private static final int MOST_STREAMS = 64;
  private static final int IDLE = 2_000;
  private static final long MIB = 1 << 20;

  @TempDir private Path folder = Path.of(".");
  private final List<Socket> crowd = new ArrayList<>();

  @Test
  void crowdsAtTheDoor_delayNeitherScrapesNorProbes() throws Exception {
    try (NginxServer target = new NginxServer();
        AgentProcess agent = new AgentProcess(folder, probes(target))) {
      await().atMost(Duration.ofSeconds(20)).until(() -> least(runs(agent)) >= 3);
      long before = agent.resident();
      long socketsBefore = agent.sockets();
      Map<String, Integer> answers;
      try {
        answers = arrive(agent);
        Duration slowest = scrapesStayOnTime(agent);
        System.out.printf(
            "own doors: %d streams answered %s, %d idle connections; slowest scrape %d ms;"
                + " resident %d MiB before, %d MiB during%n",
            STREAMS, answers, IDLE, slowest.toMillis(), before / MIB, agent.resident() / MIB);
      } finally {
        leave();
      }
      assertThat(answers)
          .containsExactlyInAnyOrderEntriesOf(
              Map.of("200", MOST_STREAMS, "503 and Retry-After", STREAMS - MOST_STREAMS));
      await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                // The crowd left; the pool may hold a connection for each probe delayed beside it.
                assertThat(agent.sockets()).isLessThanOrEqualTo(socketsBefore + PROBES + 20);
                assertThat(agent.resident() - before).isLessThan(100 * MIB);
              });
      System.out.printf("own doors: resident %d MiB after%n", agent.resident() / MIB);
      assertThat(agent.log()).doesNotContain("Exception");
    }
  }

  private Map<String, Integer> arrive(AgentProcess agent) throws IOException {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < IDLE; i++) {
      connect(agent);
    }
    for (int i = 0; i < STREAMS; i++) {
      Socket stream = connect(agent);
      stream
          .getOutputStream()
          .write(
              "GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
    }
    for (Socket stream : crowd.subList(IDLE, IDLE + STREAMS)) {
      answers.merge(answer(stream), 1, Integer::sum);
    }
    return answers;
  }

  private Socket connect(AgentProcess agent) throws IOException {
    Socket one = new Socket(InetAddress.getLoopbackAddress(), URI.create(agent.url("/")).getPort());
    one.setSoTimeout(10_000);
    crowd.add(one);
    return one;
  }

  private static String answer(Socket stream) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = stream.getInputStream().read();
      if (next < 0) {
        return "closed";
      }
      head.append((char) next);
    }
    boolean when = head.toString().toLowerCase(Locale.ROOT).contains("\r\nretry-after: ");
    return head.substring(9, 12) + (when ? " and Retry-After" : "");
  }

  private static Duration scrapesStayOnTime(AgentProcess agent) {
    // Those that a burst of arrivals delays on a small machine are over by then.
    Map<String, Double> runs = runs(agent);
    double failures = agent.sum("why401_probe_failures_total", "\"good-");
    long start = System.nanoTime();
    Duration[] slowest = {Duration.ZERO};
    await()
        .pollInterval(Duration.ofMillis(250))
        .atMost(STAY.plusSeconds(20))
        .until(
            () -> {
              long asked = System.nanoTime();
              assertThat(agent.metrics()).contains("why401_probe_success");
              Duration took = Duration.ofNanos(System.nanoTime() - asked);
              slowest[0] = took.compareTo(slowest[0]) > 0 ? took : slowest[0];
              return System.nanoTime() - start > STAY.toNanos();
            });
    assertThat(slowest[0]).isLessThan(Duration.ofSeconds(1));
    double due = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1000.0;
    Map<String, Double> after = runs(agent);
    after.replaceAll((name, count) -> count - runs.get(name));
    // One may be under way at each end.
    assertThat(least(after)).as("of %.1f", due).isGreaterThanOrEqualTo(Math.floor(due) - 2);
    assertThat(agent.sum("why401_probe_failures_total", "\"good-")).isEqualTo(failures);
    return slowest[0];
  }

  private void leave() throws IOException {
    for (Socket one : crowd) {
      one.close();
    }
  }

  private static String probes(NginxServer target) {
    target.server("good", NginxLocations.answer("/", 200, "welcome")).start();
    StringBuilder text = new StringBuilder("why401.defaults { interval = 1s, timeout = 5s }\n");
    for (int i = 0; i < PROBES; i++) {
      text.append("why401.probes.good-%d.url = \"%s\"\n".formatted(i, target.url("good", "/" + i)));
    }
    return text.toString();
  }

  private static Map<String, Double> runs(AgentProcess agent) {
    String page = agent.metrics();
    Map<String, Double> runs = new TreeMap<>();
    for (int i = 0; i < PROBES; i++) {
      String name = "\"good-" + i + "\"";
      runs.put(name, AgentProcess.sum(page, "why401_probe_runs_total", name));
    }
    return runs;
  }

  private static double least(Map<String, Double> runs) {
    return runs.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
  }
}
