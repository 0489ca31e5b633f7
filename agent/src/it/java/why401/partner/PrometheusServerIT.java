package why401.partner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrometheusServerIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void alert_travelsFromScrapeToWebhook_andItsEndToo() throws IOException {
    Path rules = rule("vector(1)");
    try (var webhook = WebhookReceiver.start();
        var alertmanager = AlertmanagerServer.sendingTo(webhook);
        var prometheus = PrometheusServer.start(settings(alertmanager, rules))) {
      var firing = webhook.await(SOON, it -> it.status().equals("firing"));
      assertThat(firing.labels()).containsEntry("alertname", "Always").containsEntry("team", "a");
      assertThat(firing.annotations()).containsEntry("summary", "on");
      assertThat(alertmanager.alerts()).hasSize(1);

      rule("vector(1) > 1");
      prometheus.reload();

      webhook.await(SOON, it -> it.status().equals("resolved"));
    }
  }

  @Test
  void query_returnsWhatWasScraped() {
    try (var webhook = WebhookReceiver.start();
        var alertmanager = AlertmanagerServer.sendingTo(webhook);
        var prometheus = PrometheusServer.start(settings(alertmanager))) {
      Awaitility.await()
          .atMost(SOON)
          .until(() -> prometheus.query("up{job=\"alertmanager\"} == 1").size() == 1);
      assertThat(prometheus.alerts()).isEmpty();
    }
  }

  @Test
  void promtool_judgesRules() throws IOException {
    Path broken =
        Files.writeString(
            folder.resolve("broken.yml"), "groups: [{name: a, rules: [{alert: A, expr: 'sum('}]}]");

    assertThat(PromTool.checkRules(rule("vector(1)")).exit()).isZero();
    assertThat(PromTool.checkRules(broken).exit()).isEqualTo(1);
  }

  @Test
  void promtool_judgesMetrics() {
    assertThat(
            PromTool.checkMetrics("# HELP a_total A.\n# TYPE a_total counter\na_total 1\n").exit())
        .isZero();
    assertThat(PromTool.checkMetrics("a_total{ 1\n").exit()).isNotZero();
  }

  @Test
  void amtool_judgesConfigurations() throws IOException {
    Path good =
        Files.writeString(
            folder.resolve("good.yml"), "route: {receiver: a}\nreceivers: [{name: a}]\n");
    Path bad = Files.writeString(folder.resolve("bad.yml"), "route: {receiver: b}\n");

    assertThat(AmTool.checkConfig(good).exit()).isZero();
    assertThat(AmTool.checkConfig(bad).exit()).isNotZero();
    assertThat(AmTool.receivers(good, Map.of("alertname", "A"))).containsExactly("a");
  }

  private Path rule(String expression) throws IOException {
    return Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: always
            rules:
              - alert: Always
                expr: %s
                labels: {team: a}
                annotations: {summary: "on"}
        """
            .formatted(expression));
  }

  private static PrometheusServer.Settings settings(
      AlertmanagerServer alertmanager, Path... rules) {
    return new PrometheusServer.Settings(
        Map.of("alertmanager", alertmanager.url("/metrics")),
        List.of(rules),
        alertmanager.address());
  }
}
