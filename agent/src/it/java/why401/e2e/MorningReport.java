package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.partner.AlertmanagerServer;
import why401.partner.PlainHttp;
import why401.partner.PrometheusServer;

/// What a person on call is sent in the morning of five faults, word for word, with the shipped
/// rules, routing and waiting times. Runs when it is named: `-Dit.test=MorningReport`, about a
/// quarter of an hour; `-Dmorning.report=FILE` writes it.
final class MorningReport {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder = Path.of(".");

  private final List<Sent> all = new CopyOnWriteArrayList<>();
  private Instant begin = Instant.MAX;
  private Instant repaired = Instant.MAX;

  /// One notification of Alertmanager: a group of alerts.
  private record Sent(Instant at, JsonNode body) {
    String status() {
      return body.path("status").asText();
    }

    String label(String name) {
      return body.path("groupLabels").path(name).asText();
    }

    String key() {
      return body.path("groupKey").asText();
    }
  }

  @Test
  void fiveFaults_areFiveNotifications() throws Exception {
    HttpServer pager =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    pager.createContext("/", this::receive);
    pager.start();
    try (FiveFaults faults = new FiveFaults();
        AgentProcess agent = new AgentProcess(folder, faults.configuration());
        AlertmanagerServer alertmanager =
            AlertmanagerServer.start(routing(pager.getAddress().getPort()));
        PrometheusServer prometheus =
            PrometheusServer.start(RepairTimes.scraping(agent, alertmanager))) {
      await().atMost(Duration.ofMinutes(2)).until(() -> faults.probes().equals(accepted(agent)));
      begin = Instant.now();
      faults.all().forEach(one -> one.cause().run());
      await().atMost(FiveFaults.patience()).until(() -> told().containsAll(faults.credentials()));
      await().pollDelay(Duration.ofSeconds(90)).atMost(Duration.ofMinutes(2)).until(() -> true);
      repaired = Instant.now();
      faults.all().forEach(one -> one.repair().run());
      press(agent);
      await().atMost(Duration.ofMinutes(12)).until(() -> open().isEmpty());
      report(faults);
      assertThat(groups()).hasSameSizeAs(faults.all());
      assertThat(prometheus.alerts()).isNotNull();
    } finally {
      pager.stop(0);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      all.add(new Sent(Instant.now(), JSON.readTree(body)));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Set<String> accepted(AgentProcess agent) throws IOException {
    Set<String> names = new TreeSet<>();
    for (JsonNode one : JSON.readTree(PlainHttp.get(agent.url("/api/v1/probes")).body())) {
      if (one.path("success").asBoolean()) {
        names.add(one.path("name").asText());
      }
    }
    return names;
  }

  /// The credentials that were told of.
  private Set<String> told() {
    Set<String> credentials = new TreeSet<>();
    for (Sent one : all) {
      one.body()
          .path("alerts")
          .forEach(alert -> credentials.add(alert.path("labels").path("credential").asText()));
    }
    return credentials;
  }

  private List<String> groups() {
    return all.stream().map(Sent::key).distinct().toList();
  }

  private List<String> open() {
    return groups().stream()
        .filter(
            key ->
                all.stream()
                    .filter(one -> one.key().equals(key))
                    .reduce((_, last) -> last)
                    .filter(one -> one.status().equals("firing"))
                    .isPresent())
        .toList();
  }

  private static void press(AgentProcess agent) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(agent.url("/api/v1/credentials/shop/retry")))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      System.out.println("pressed: " + client.send(request, BodyHandlers.ofString()).body());
    }
  }

  private void report(FiveFaults faults) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# The morning of five faults");
    lines.add("");
    faults.all().forEach(one -> lines.add("- " + one.what()));
    for (Sent one : all) {
      lines.add("");
      lines.add("## " + title(one));
      if (one.status().equals("firing")) {
        lines.add("");
        words(one.body().path("alerts").path(0).path("annotations"), lines);
      }
    }
    String file = System.getProperty("morning.report", "");
    if (file.isEmpty()) {
      lines.forEach(System.out::println);
    } else {
      Files.write(Path.of(file), lines);
    }
  }

  /// What the first alert of a notification says; links are left out.
  private static void words(JsonNode annotations, List<String> lines) {
    annotations.properties().stream()
        .filter(one -> !one.getKey().endsWith("_url") && !one.getValue().asText().isEmpty())
        .forEach(one -> lines.add("- " + one.getKey() + ": " + one.getValue().asText()));
  }

  private String title(Sent one) {
    Instant from = one.status().equals("firing") ? begin : repaired;
    return "%s %d s after the %s, to %s: %s %s, alerts: %d"
        .formatted(
            one.status(),
            Duration.between(from, one.at()).toSeconds(),
            one.status().equals("firing") ? "fault" : "repair",
            one.body().path("receiver").asText(),
            one.label("alertname"),
            one.body().path("alerts").path(0).path("labels").path("cause").asText(),
            one.body().path("alerts").size());
  }

  private static String routing(int port) throws IOException {
    return Files.readString(Path.of("../config/alertmanager/alertmanager.yml"))
        .replaceAll("http://localhost:9095", "http://127.0.0.1:" + port);
  }
}
