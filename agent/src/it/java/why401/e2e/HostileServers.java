package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import why401.io.NamedPipe;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;
import why401.partner.PlainHttp;

/// Good probes beside all that a target, an identity provider, a file or a command can do to the
/// agent: each of those has an outcome that says so, the good ones miss no run, and what was spent
/// comes back.
@Isolated("the good probes need the machine")
@Timeout(240)
final class HostileServers {
  private static final String WITHHELD = "credential_unavailable";
  private static final int GOOD = 50;
  private static final long MIB = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder = Path.of(".");

  @Test
  void whateverOthersDo_goodProbesGoOn() throws Exception {
    NamedPipe.at(Files.createDirectories(folder.resolve("state")).resolve("incidents.mv"));
    NamedPipe.at(folder.resolve("state/rotated.refresh-token.json"));
    try (NginxServer good = new NginxServer();
        HostileTargets targets = new HostileTargets();
        HostileProviders providers = new HostileProviders();
        AgentProcess agent = new AgentProcess(folder, good(started(good)))) {
      assertThat(targets.all).hasSizeGreaterThanOrEqualTo(60);
      assertThat(providers.all).hasSizeGreaterThanOrEqualTo(30);
      await().atMost(Duration.ofSeconds(20)).until(() -> least(goodRuns(agent)) >= 3);
      State before = State.of(agent);
      String hostile = good(good) + hostile(good, targets, providers);
      int kept = targets.all.size() + providers.all.size();

      agent.configure(hostile);
      everyOutcomeIsClear(agent, expected(targets, providers));
      goodProbesGoOn(agent);
      State during = State.of(agent);
      agent.configure(good(good));
      // Code that was compiled and classes that were loaded stay.
      State after = back(agent, before, kept, 100 * MIB);

      agent.configure(hostile);
      everyOutcomeIsClear(agent, expected(targets, providers));
      goodProbesGoOn(agent);
      agent.configure(good(good));
      State again = back(agent, after, kept, 40 * MIB);
      System.out.printf(
          "hostile suite: %d targets, %d providers; before %s, during %s, after %s, after a second"
              + " time %s%n",
          targets.all.size(), providers.all.size(), before, during, after, again);
      assertThat(during.resident() - before.resident()).isLessThan(256 * MIB);
      long end = System.nanoTime();
      agent.signal("TERM");
      assertThat(agent.exit()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - end)).isLessThan(Duration.ofSeconds(15));
    }
  }

  private static void everyOutcomeIsClear(
      AgentProcess agent, Map<String, Set<String>> expectedReasons) {
    Map<String, Set<String>> expected = new TreeMap<>(expectedReasons);
    Set<String> clear = new TreeSet<>();
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Map<String, String> unclear = outcomes(agent);
              expected.forEach(
                  (name, reasons) -> {
                    if (reasons.contains(unclear.getOrDefault(name, "none"))) {
                      clear.add(name);
                    }
                  });
              expected.keySet().removeAll(clear);
              unclear.keySet().retainAll(expected.keySet());
              assertThat(expected.keySet()).as(unclear::toString).isEmpty();
            });
  }

  private static void goodProbesGoOn(AgentProcess agent) {
    List<String> failed = failures(agent);
    Map<String, Double> runs = goodRuns(agent);
    long start = System.nanoTime();
    await().atMost(Duration.ofSeconds(20)).until(() -> least(goodRuns(agent)) >= least(runs) + 10);
    assertThat(missed(runs, goodRuns(agent), System.nanoTime() - start)).isEmpty();
    assertThat(agent.metrics()).doesNotContain("why401_files_blocked 0.0");
    assertThat(failures(agent)).isEqualTo(failed);
    assertThat(agent.sum("why401_internal_errors_total", "\"diagnosis\"")).isZero();
    assertThat(agent.sum("why401_internal_errors_total", "\"experiment\"")).isZero();
    assertThat(agent.sum("why401_internal_errors_total", "\"probe\"")).isZero();
  }

  /// Waits until the process has about as much of the machine as it had.
  ///
  /// @param connections how many may be kept
  /// @param growth bytes of memory that may stay
  private static State back(AgentProcess agent, State before, int connections, long growth) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> agent.metrics().lines().noneMatch(line -> line.contains("probe=\"t-")));
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              State now = State.of(agent);
              assertThat(now.sockets() - before.sockets()).isLessThanOrEqualTo(connections);
              assertThat(now.threads()).isLessThanOrEqualTo(before.threads() + 20);
              assertThat(now.resident() - before.resident()).isLessThan(growth);
            });
    return State.of(agent);
  }

  /// What the process has of the machine.
  ///
  /// @param scrape how long a scrape takes
  private record State(long resident, long sockets, long threads, Duration scrape) {
    static State of(AgentProcess agent) {
      long start = System.nanoTime();
      agent.metrics();
      Duration scrape = Duration.ofNanos(System.nanoTime() - start);
      assertThat(scrape).isLessThan(Duration.ofSeconds(2));
      return new State(agent.resident(), agent.sockets(), agent.threads(), scrape);
    }

    @Override
    public String toString() {
      return "%d MiB, %d sockets, %d threads, scrape %d ms"
          .formatted(resident / MIB, sockets, threads, scrape.toMillis());
    }
  }

  /// A process of its own: the hostile servers leave little of this one.
  private static NginxServer started(NginxServer nginx) {
    nginx.server("good", NginxLocations.answer("/", 200, "welcome"));
    nginx.start();
    return nginx;
  }

  private String good(NginxServer server) {
    StringBuilder text =
        new StringBuilder("why401.state-dir = \"%s\"\n".formatted(folder.resolve("state")));
    text.append("why401.defaults { interval = 1s, timeout = 15s }\n");
    text.append("why401.credentials.key { type = bearer, token = opaque-of-the-test }\n");
    for (int i = 0; i < GOOD; i++) {
      text.append(
          "why401.probes.good-%d { url = \"%s\", credential = key }\n"
              .formatted(i, server.url("good", "/" + i)));
    }
    return text.toString();
  }

  private String hostile(NginxServer good, HostileTargets targets, HostileProviders providers) {
    StringBuilder text = new StringBuilder();
    for (HostileTargets.Shape shape : targets.all) {
      text.append(
          "why401.probes.t-%s { url = \"%s\", credential = key, interval = 4s, timeout = 2s, tls.insecure = %s }\n"
              .formatted(shape.name(), shape.url(), shape.url().startsWith("https:")));
    }
    String refusing = targets.all.stream().filter(this::refuses).findFirst().orElseThrow().url();
    for (HostileProviders.Shape shape : providers.all) {
      String url = shape.name().matches("(about|keys)-.*") ? refusing : good.url("good", "/");
      text.append(
          "why401.credentials.c-%s { %s }\n".formatted(shape.name(), shape.credential())
              + probe("p-" + shape.name(), "c-" + shape.name(), url));
    }
    Path pipe = NamedPipe.at(folder.resolve("secret"));
    text.append(secret("pipe", "{ file = \"" + pipe + "\" }", good));
    text.append(secret("hang", "{ exec = [sleep, \"100\"], timeout = 1s }", good));
    text.append(secret("endless", "{ exec = [yes], timeout = 1s }", good));
    text.append(secret("fork", "{ exec = [/bin/sh, -c, \"setsid sleep 60 &\"] }", good));
    text.append(
        """
        why401.credentials.rotated { type = refresh-token, client-id = c, token-url = "%s", refresh-token = r }
        """
            .formatted(good.url("good", "/token")));
    return text.append(probe("s-rotated", "rotated", good.url("good", "/"))).toString();
  }

  private boolean refuses(HostileTargets.Shape shape) {
    return shape.name().equals("body-null");
  }

  private static String secret(String name, String source, NginxServer good) {
    return "why401.credentials.f-%s { type = bearer, token = %s }\n".formatted(name, source)
        + probe("s-" + name, "f-" + name, good.url("good", "/"));
  }

  private static String probe(String name, String credential, String url) {
    return "why401.probes.%s { url = \"%s\", credential = %s, interval = 4s, timeout = 2s }\n"
        .formatted(name, url, credential);
  }

  /// The reasons that each probe may have.
  private static Map<String, Set<String>> expected(
      HostileTargets targets, HostileProviders providers) {
    Map<String, Set<String>> expected = new TreeMap<>();
    targets.all.forEach(shape -> expected.put("t-" + shape.name(), shape.reasons()));
    for (HostileProviders.Shape shape : providers.all) {
      expected.put(
          "p-" + shape.name(),
          shape.name().matches("(about|keys)-.*")
              ? Set.of(HostileTargets.REFUSED)
              : Set.of(HostileTargets.ACCEPTED, WITHHELD));
    }
    // nginx takes no header of 900 kB.
    expected.put("p-huge", Set.of(HostileTargets.ODD, WITHHELD));
    for (String name : Set.of("pipe", "hang", "endless", "fork", "rotated")) {
      expected.put("s-" + name, Set.of(WITHHELD));
    }
    return expected;
  }

  private static Map<String, String> outcomes(AgentProcess agent) {
    try {
      Map<String, String> outcomes = new TreeMap<>();
      String body = PlainHttp.get(agent.url("/api/v1/probes")).body();
      for (JsonNode probe : JSON.readTree(body)) {
        if (!probe.path("lastRun").isNull()) {
          outcomes.put(
              probe.path("name").asText(),
              probe.path("success").asBoolean()
                  ? HostileTargets.ACCEPTED
                  : probe.path("reason").asText());
        }
      }
      return outcomes;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Double> goodRuns(AgentProcess agent) {
    String page = agent.metrics();
    Map<String, Double> runs = new TreeMap<>();
    for (int i = 0; i < GOOD; i++) {
      String name = "\"good-" + i + "\"";
      runs.put(name, AgentProcess.sum(page, "why401_probe_runs_total", name));
    }
    return runs;
  }

  private static List<String> failures(AgentProcess agent) {
    return agent
        .metrics()
        .lines()
        .filter(line -> line.startsWith("why401_probe_failures_total{probe=\"good-"))
        .toList();
  }

  private static double least(Map<String, Double> runs) {
    return runs.values().stream().mapToDouble(Double::doubleValue).min().orElse(0);
  }

  /// Those that ran less than in three of five seconds: the machine has other things to do as well.
  private static Map<String, Double> missed(
      Map<String, Double> before, Map<String, Double> after, long nanos) {
    double due = TimeUnit.NANOSECONDS.toMillis(nanos) / 1000.0 * 0.6 - 1;
    Map<String, Double> missed = new TreeMap<>();
    after.forEach(
        (name, runs) -> {
          if (runs - before.get(name) < due) {
            missed.put(name, runs - before.get(name));
          }
        });
    return missed;
  }
}
