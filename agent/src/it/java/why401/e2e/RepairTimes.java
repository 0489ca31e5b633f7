package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.partner.AlertmanagerServer;
import why401.partner.PrometheusServer;
import why401.partner.WebhookReceiver;

/// How long it takes from a repair until the agent notices it and until the alert is resolved, for
/// faults of real servers, at the shipped interval of 30 s and the shipped rules, routing and
/// waiting times. Runs when it is named: `-Dit.test=RepairTimes`, about half an hour. It prints a
/// table, and writes it to `-Drepair.table=FILE`; `-Drepair.press=PT2M` presses "try now" so long
/// after a repair that nothing has shown.
final class RepairTimes {
  private static final Duration BROKEN = Duration.ofMinutes(Integer.getInteger("repair.broken", 4));
  private static final Duration MOST = Duration.ofMinutes(Integer.getInteger("repair.most", 22));
  private static final String PRESS = System.getProperty("repair.press", "");

  @TempDir private static Path folder = Path.of(".");

  private final Map<String, Instant> repaired = new TreeMap<>();
  private final Map<String, Instant> pressed = new TreeMap<>();
  private final Map<String, Instant> noticed = new TreeMap<>();
  private final Map<String, Instant> resolved = new TreeMap<>();

  @Test
  void repairs_areNoticed() throws Exception {
    try (RepairFaults faults = new RepairFaults();
        WebhookReceiver webhook = WebhookReceiver.start();
        AgentProcess agent = new AgentProcess(folder, faults.configuration());
        AlertmanagerServer alertmanager = AlertmanagerServer.start(routing(webhook.url()));
        PrometheusServer prometheus = PrometheusServer.start(scraping(agent, alertmanager))) {
      List<RepairFaults.Fault> all = faults.all();
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> all.stream().allMatch(one -> good(agent, one)));
      all.forEach(one -> one.cause().run());
      await()
          .atMost(Duration.ofMinutes(6))
          .until(() -> all.stream().noneMatch(one -> good(agent, one)));
      await().pollDelay(BROKEN).atMost(BROKEN.plusMinutes(1)).until(() -> true);
      all.forEach(one -> note(agent, one));
      for (RepairFaults.Fault one : all) {
        one.repair().run();
        repaired.put(one.probe(), Instant.now());
      }
      watch(all, agent, webhook);
      report(all, agent);
      assertThat(prometheus.alerts()).isNotNull();
    }
  }

  private void note(AgentProcess agent, RepairFaults.Fault one) {
    System.out.println(one.probe() + " before the repair: " + agent.probe(one.probe()));
  }

  private static boolean good(AgentProcess agent, RepairFaults.Fault one) {
    return agent.probe(one.probe()).contains("\"success\":true");
  }

  private void watch(List<RepairFaults.Fault> all, AgentProcess agent, WebhookReceiver webhook) {
    Instant end = Instant.now().plus(MOST);
    await()
        .pollInterval(Duration.ofMillis(500))
        .atMost(MOST.plusMinutes(1))
        .until(
            () -> {
              all.forEach(one -> look(one, agent, webhook));
              return resolved.size() == all.size() || Instant.now().isAfter(end);
            });
  }

  private void look(RepairFaults.Fault one, AgentProcess agent, WebhookReceiver webhook) {
    if (!noticed.containsKey(one.probe()) && good(agent, one)) {
      noticed.put(one.probe(), Instant.now());
    }
    if (noticed.containsKey(one.probe()) && over(webhook, one)) {
      resolved.putIfAbsent(one.probe(), Instant.now());
    }
    press(agent, one);
  }

  /// Whether what was notified of it last is its end.
  private static boolean over(WebhookReceiver webhook, RepairFaults.Fault one) {
    Map<Map<String, String>, String> last = new java.util.HashMap<>();
    for (WebhookReceiver.Notification each : webhook.notifications()) {
      if (one.probe().equals(each.labels().get("probe"))
          || one.probe().equals(each.labels().get("credential"))) {
        last.put(each.labels(), each.status());
      }
    }
    return last.values().stream().allMatch("resolved"::equals);
  }

  private void press(AgentProcess agent, RepairFaults.Fault one) {
    if (PRESS.isEmpty()
        || noticed.containsKey(one.probe())
        || pressed.containsKey(one.probe())
        || Instant.now().isBefore(since(repaired, one).plus(Duration.parse(PRESS)))) {
      return;
    }
    pressed.put(one.probe(), Instant.now());
    String url = agent.url("/api/v1/credentials/" + one.probe() + "/retry");
    System.out.println(one.probe() + ": pressed, " + post(url));
  }

  private static String post(String url) {
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(java.net.URI.create(url))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      var response = client.send(request, BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Instant since(Map<String, Instant> times, RepairFaults.Fault one) {
    return times.getOrDefault(one.probe(), Instant.MAX);
  }

  private void report(List<RepairFaults.Fault> all, AgentProcess agent) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("| fault | repaired → noticed | pressed → noticed | noticed → resolved |");
    lines.add("|---|---|---|---|");
    for (RepairFaults.Fault one : all) {
      lines.add(
          "| %s | %s | %s | %s |"
              .formatted(
                  one.what(),
                  between(repaired, noticed, one),
                  between(pressed, noticed, one),
                  between(noticed, resolved, one)));
      note(agent, one);
    }
    lines.forEach(System.out::println);
    String table = System.getProperty("repair.table", "");
    if (!table.isEmpty()) {
      Files.write(Path.of(table), lines);
    }
  }

  private static String between(
      Map<String, Instant> from, Map<String, Instant> to, RepairFaults.Fault one) {
    Instant begin = from.get(one.probe());
    Instant end = to.get(one.probe());
    if (begin == null) {
      return "–";
    }
    return end == null
        ? "not in " + MOST.toMinutes() + " min"
        : Duration.between(begin, end).toSeconds() + " s";
  }

  /// The shipped routing with its own waiting times; every end is told.
  private static String routing(String webhook) throws IOException {
    return Files.readString(Path.of("../config/alertmanager/alertmanager.yml"))
        .replaceAll("http://localhost:9095[^\\s'\"}]*", webhook);
  }

  /// The configuration of a Prometheus that scrapes `agent` under the shipped rules.
  static String scraping(AgentProcess agent, AlertmanagerServer alertmanager) {
    return """
    global: {scrape_interval: 15s, evaluation_interval: 15s}
    alerting: {alertmanagers: [{static_configs: [{targets: ["%s"]}]}]}
    rule_files: ["%s"]
    scrape_configs:
      - {job_name: why401, static_configs: [{targets: ["%s"]}]}
    """
        .formatted(
            alertmanager.address(),
            Path.of("../config/prometheus/why401.rules.yml").toAbsolutePath(),
            agent.url("").substring("http://".length()));
  }
}
