package why401.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import why401.partner.AlertmanagerServer;
import why401.partner.PlainHttp;
import why401.partner.PrometheusServer;
import why401.partner.WebhookReceiver;

/// The agent as a process from the bundle, the shipped rules in a real Prometheus, the shipped
/// routing in a real Alertmanager, and the webhook that gets the notifications.
final class World implements AutoCloseable {
  final WebhookReceiver webhook;
  private final AlertmanagerServer alertmanager;
  private final PrometheusServer prometheus;
  private final AgentProcess agent;

  /// Starts all with the probes and credentials in `configuration`.
  World(Path folder, String configuration) throws IOException {
    agent = new AgentProcess(folder, configuration);
    webhook = WebhookReceiver.start();
    alertmanager = AlertmanagerServer.start(routing(webhook.url()));
    prometheus =
        PrometheusServer.start(
            new PrometheusServer.Settings(
                Map.of("why401", agent.url("/metrics")),
                List.of(rules(folder)),
                alertmanager.address()));
  }

  /// The shipped routing; only waiting times and receivers differ.
  private static String routing(String webhook) throws IOException {
    return Files.readString(Path.of("../config/alertmanager/alertmanager.yml"))
        .replaceAll("http://localhost:9095[^\\s'\"}]*", webhook)
        .replaceAll("group_wait: \\S+", "group_wait: 1s")
        .replaceAll("group_interval: \\S+", "group_interval: 2s");
  }

  /// The shipped rules; only the interval differs.
  private static Path rules(Path folder) throws IOException {
    String rules = Files.readString(Path.of("../config/prometheus/why401.rules.yml"));
    return Files.writeString(
        folder.resolve("rules.yml"),
        rules.replaceAll("(?m)^(\\s+)interval: \\S+", "$1interval: 1s"));
  }

  /// What the API says of a probe.
  String probe(String name) {
    return agent.probe(name);
  }

  /// The incidents of a probe, with their evidence.
  String incidents(String probe) {
    return PlainHttp.get(agent.url("/api/v1/incidents?probe=" + probe)).body();
  }

  /// The page of metrics.
  String metrics() {
    return agent.metrics();
  }

  @Override
  public void close() {
    prometheus.close();
    alertmanager.close();
    webhook.close();
    agent.close();
  }
}
