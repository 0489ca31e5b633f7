package why401.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Debian's Prometheus, which scrapes and evaluates rules each second.
public final class PrometheusServer implements AutoCloseable {

  private final PartnerFolder folder = PartnerFolder.create("prometheus");
  private final int port = FreePort.next();
  private final ManagedProcess process;

  /// What it scrapes, judges and tells.
  ///
  /// @param scrapeUrls the full URLs of metrics, by job
  /// @param ruleFiles rule files, read where they are
  /// @param alertmanager `HOST:PORT`; alerts are told to nobody when absent
  public record Settings(
      Map<String, String> scrapeUrls, List<Path> ruleFiles, @Nullable String alertmanager) {

    public Settings {
      scrapeUrls = Map.copyOf(scrapeUrls);
      ruleFiles = List.copyOf(ruleFiles);
    }
  }

  private PrometheusServer(String configuration) {
    folder.write("prometheus.yml", configuration);
    var command =
        List.of(
            "/usr/bin/prometheus",
            "--config.file=" + configurationFile(),
            "--storage.tsdb.path=" + folder.work().resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--web.enable-lifecycle",
            // Else an alert that fires before Alertmanager is discovered is told again a minute
            // later.
            "--rules.alert.resend-delay=1s",
            "--enable-feature=exemplar-storage");
    process =
        new ManagedProcess(
            new ManagedProcess.Launch(command, Map.of(), folder.output().resolve("output.log")));
  }

  /// Starts it with a configuration made from the settings.
  public static PrometheusServer start(Settings settings) {
    return start(configuration(settings));
  }

  /// Starts it with the text of a `prometheus.yml`.
  public static PrometheusServer start(String configuration) {
    var server = new PrometheusServer(configuration);
    try {
      server.process.start(Duration.ofSeconds(30), () -> PlainHttp.answers(server.url("/-/ready")));
    } catch (RuntimeException e) {
      server.folder.close();
      throw e;
    }
    return server;
  }

  /// `http://127.0.0.1:PORT` and the path.
  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /// The result of an instant query: an array of `{"metric": {…}, "value": [time, "text"]}`.
  ///
  /// @throws IllegalStateException with Prometheus' words when the query is refused
  public JsonNode query(String promql) {
    return api("/api/v1/query?query=" + PlainHttp.encode(promql)).path("result");
  }

  /// The result of a query over time: an array of `{"metric": {…}, "values": [[time, "text"], …]}`.
  public JsonNode range(String promql, Instant from, Instant to, Duration step) {
    return api("/api/v1/query_range?query="
            + PlainHttp.encode(promql)
            + "&start="
            + from.getEpochSecond()
            + "&end="
            + to.getEpochSecond()
            + "&step="
            + step.toSeconds())
        .path("result");
  }

  /// The pending and firing alerts: an array of `{"labels", "annotations", "state", …}`.
  public JsonNode alerts() {
    return api("/api/v1/alerts").path("alerts");
  }

  /// Reads rule files and configuration again.
  public void reload() {
    var request = PlainHttp.request(url("/-/reload")).POST(BodyPublishers.noBody()).build();
    var answer = PlainHttp.send(request);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("reload: " + answer.body() + " (expected: accepted)");
    }
  }

  /// The file it reads, for `promtool check config`.
  public Path configurationFile() {
    return folder.work().resolve("prometheus.yml");
  }

  /// For signals: stop, suspend, resume, kill.
  public ManagedProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
    folder.close();
  }

  private JsonNode api(String path) {
    JsonNode answer = PlainHttp.json(PlainHttp.get(url(path)).body());
    if (!"success".equals(answer.path("status").asText())) {
      throw new IllegalStateException("prometheus: " + answer + " (expected: success)");
    }
    return answer.path("data");
  }

  private static String configuration(Settings settings) {
    String jobs =
        settings.scrapeUrls().entrySet().stream()
            .map(it -> job(it.getKey(), URI.create(it.getValue())))
            .collect(Collectors.joining());
    String rules =
        settings.ruleFiles().stream()
            .map(file -> "  - " + PlainHttp.toJson(file.toAbsolutePath().toString()) + "\n")
            .collect(Collectors.joining());
    String alerting =
        settings.alertmanager() == null
            ? ""
            : "alerting: {alertmanagers: [{static_configs: [{targets: [\"%s\"]}]}]}\n"
                .formatted(settings.alertmanager());
    return "global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}\n"
        + alerting
        + (rules.isEmpty() ? "" : "rule_files:\n" + rules)
        + (jobs.isEmpty() ? "" : "scrape_configs:\n" + jobs);
  }

  private static String job(String name, URI url) {
    return "  - {job_name: \"%s\", metrics_path: \"%s\", static_configs: [{targets: [\"%s\"]}]}\n"
        .formatted(name, url.getPath(), url.getAuthority());
  }
}
