package why401.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import why401.alerting.Shipped;
import why401.alerting.Tool;
import why401.cli.Why401Command;
import why401.http.client.TestCertificates;

/// What the values become: a configuration that the agent takes, and monitoring as shipped.
final class ValuesIT {
  private static final Path EVERYTHING = Chart.FOLDER.resolve("ci/everything-values.yaml");
  private static final Path TWO = Chart.FOLDER.resolve("ci/two-agents-values.yaml");

  @TempDir private static Path folder = Path.of(".");

  @BeforeAll
  static void writeMemberFiles() {
    TestCertificates certificates = new TestCertificates();
    HeldCertificate member = certificates.of("member");
    TestCertificates.file(folder, "ca.crt", certificates.authority.certificatePem());
    TestCertificates.file(folder, "tls.crt", member.certificatePem());
    TestCertificates.file(folder, "tls.key", member.privateKeyPkcs8Pem());
  }

  static List<Path> values() throws IOException {
    return Chart.values();
  }

  /// The files of the pod are not here: `check` wants to read some of them.
  @ParameterizedTest
  @MethodSource("values")
  void configuration_isAcceptedByCheck(Path values) throws IOException {
    for (JsonNode manifest : Chart.rendered(values)) {
      JsonNode text = manifest.path("data").path("why401.conf");
      if (!text.isMissingNode()) {
        String readable =
            text.asText()
                .replace("\"/etc/why401-web/", "\"" + folder + "/")
                .replace("\"/run/secrets/why401-cluster/", "\"" + folder + "/")
                .replace("${POD_NAME}", "probe-why401-0");
        Files.writeString(folder.resolve("web-config.yml"), "");
        Path file = Files.writeString(folder.resolve("why401.conf"), readable);
        assertThat(Why401Command.execute("check", "--config", file.toString()))
            .as(text.asText())
            .isZero();
      }
    }
  }

  @Test
  void noConfiguration_isAcceptedByCheck() throws IOException {
    String text = Chart.only(Chart.renderedWith(), "ConfigMap").at("/data/why401.conf").asText();
    Path file = Files.writeString(folder.resolve("empty.conf"), text);
    assertThat(Why401Command.execute("check", "--config", file.toString())).isZero();
  }

  @Test
  void unknownKeyOfAProbe_isSeenByCheck() throws IOException {
    String text =
        Chart.only(
                Chart.renderedWith(
                    "config.probes.a.url=https://a.example/", "config.probes.a.intervall=5s"),
                "ConfigMap")
            .at("/data/why401.conf")
            .asText();
    Path file = Files.writeString(folder.resolve("wrong.conf"), text);
    assertThat(Why401Command.execute("check", "--config", file.toString())).isEqualTo(2);
  }

  @Test
  void configuration_isWhatTheValuesSay() throws IOException {
    JsonNode configMap =
        Chart.rendered(EVERYTHING).stream()
            .filter(manifest -> manifest.path("data").has("why401.conf"))
            .filter(manifest -> !Chart.isHook(manifest))
            .findFirst()
            .orElseThrow();
    JsonNode read =
        new ObjectMapper().readTree(configMap.at("/data/why401.conf").asText()).path("why401");
    JsonNode written = Shipped.yaml(EVERYTHING).path("config");
    written
        .properties()
        .forEach(
            part ->
                assertThat(read.path(part.getKey())).as(part.getKey()).isEqualTo(part.getValue()));
    assertThat(read.at("/server/host").asText()).isEqualTo("0.0.0.0");
    assertThat(read.path("state-dir").asText()).isEqualTo("/var/lib/why401");
  }

  @Test
  void rules_areTheTestedOnes() throws IOException {
    JsonNode rule = Chart.only(Chart.rendered(Chart.TEN_LINES), "PrometheusRule");
    assertThat(rule.path("spec"))
        .isEqualTo(Shipped.yaml(Shipped.ROOT.resolve("config/prometheus/why401.rules.yml")));
  }

  @Test
  void rules_withAnAddressAndMoreGroups_areStillAcceptedByPromtool() throws Exception {
    JsonNode spec = Chart.only(Chart.rendered(EVERYTHING), "PrometheusRule").path("spec");
    assertThat(spec.toString()).doesNotContain("localhost:9401");
    assertThat(spec.findValuesAsText("runbook_url"))
        .isNotEmpty()
        .allMatch(url -> url.startsWith("https://why401.example/runbooks/"));
    assertThat(spec.findValuesAsText("status_url"))
        .isNotEmpty()
        .allMatch(url -> url.startsWith("https://why401.example/"));
    assertThat(spec.path("groups").findValuesAsText("name")).contains("ours");
    assertThat(spec.findValuesAsText("dashboard_url"))
        .isNotEmpty()
        .allMatch(url -> url.startsWith("https://grafana.example/d/why401"));
    assertThat(spec.toString()).contains("14.4 * (1 - 0.995)").doesNotContain("(1 - 0.99)");
    Object tree = new ObjectMapper().convertValue(spec, Object.class);
    Files.writeString(folder.resolve("rules.yml"), new Yaml().dump(tree));
    Tool.Result result = Tool.PROMTOOL.run(folder, "check", "rules", "--lint=none", "rules.yml");
    assertThat(result.status()).as(result.output()).isZero();
  }

  @Test
  void rules_withoutThoseLeftOut_areTheOthersAsTheyWere() {
    JsonNode shipped = Chart.only(Chart.rendered(Chart.TEN_LINES), "PrometheusRule").path("spec");
    List<String> names = shipped.findValuesAsText("alert");
    JsonNode fewer =
        Chart.only(
                Chart.renderedWith(
                    "metrics.prometheusRule.enabled=true",
                    "metrics.prometheusRule.disabled.Why401ErrorBudgetBurn=true",
                    "metrics.prometheusRule.disabled.Why401ClockSkew=false"),
                "PrometheusRule")
            .path("spec");
    List<String> kept =
        names.stream().filter(name -> !name.equals("Why401ErrorBudgetBurn")).toList();
    assertThat(names).hasSizeGreaterThan(kept.size());
    assertThat(fewer.findValuesAsText("alert")).containsExactlyElementsOf(kept);
    assertThat(fewer.findValuesAsText("record"))
        .containsExactlyElementsOf(shipped.findValuesAsText("record"));
    assertThat(fewer.at("/groups/0")).isEqualTo(shipped.at("/groups/0"));
  }

  @Test
  void everyAlert_canBeLeftOut() throws IOException {
    JsonNode schema = Chart.read("values.schema.json");
    JsonNode rules = Shipped.yaml(Shipped.ROOT.resolve("config/prometheus/why401.rules.yml"));
    assertThat(schema.findValue("propertyNames").path("enum"))
        .extracting(JsonNode::asText)
        .containsExactlyElementsOf(new TreeSet<>(rules.findValuesAsText("alert")));
  }

  @Test
  void monitors_findWhatTheySelect_underTheJobOfTheRules() {
    List<JsonNode> manifests = Chart.rendered(EVERYTHING);
    JsonNode monitor = Chart.only(manifests, "ServiceMonitor");
    selects(monitor, Chart.only(manifests, "Service").at("/metadata/labels"));
    endpoint(monitor.at("/spec/endpoints/0"), "http");
    assertThat(monitor.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
    assertThat(monitor.at("/spec/endpoints/0/honorLabels").asBoolean()).isTrue();
    assertThat(monitor.at("/spec/endpoints/0/relabelings/1/targetLabel").asText())
        .isEqualTo("cluster");

    JsonNode pods = Chart.only(Chart.rendered(TWO), "PodMonitor");
    selects(pods, Chart.workload(Chart.rendered(TWO)).at("/spec/template/metadata/labels"));
    endpoint(pods.at("/spec/podMetricsEndpoints/0"), "https");
  }

  private static void selects(JsonNode monitor, JsonNode labels) {
    JsonNode selector = monitor.at("/spec/selector/matchLabels");
    assertThat(selector).isNotEmpty();
    selector
        .properties()
        .forEach(label -> assertThat(labels.path(label.getKey())).isEqualTo(label.getValue()));
  }

  private static void endpoint(JsonNode endpoint, String scheme) {
    assertThat(endpoint.path("port").asText()).isEqualTo("http");
    assertThat(endpoint.path("path").asText()).isEqualTo("/metrics");
    assertThat(endpoint.path("scheme").asText()).isEqualTo(scheme);
    assertThat(endpoint.at("/relabelings/0/targetLabel").asText()).isEqualTo("job");
    assertThat(endpoint.at("/relabelings/0/replacement").asText()).isEqualTo("why401");
  }

  @Test
  void dashboards_reachTheSidecarUnchanged() throws IOException {
    JsonNode map =
        Chart.rendered(EVERYTHING).stream()
            .filter(manifest -> manifest.at("/metadata/name").asText().endsWith("-dashboards"))
            .findFirst()
            .orElseThrow();
    assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    assertThat(map.at("/metadata/annotations/grafana_folder").asText()).isEqualTo("why401");
    assertThat(map.path("data")).hasSize(2);
    for (var file : map.path("data").properties()) {
      assertThat(file.getValue().asText().strip())
          .isEqualTo(
              Files.readString(Shipped.ROOT.resolve("grafana").resolve(file.getKey())).strip());
    }
  }

  @Test
  void aFieldOfTheDashboardLabel_canBeChosen() {
    JsonNode map =
        Chart.renderedWith(
                "metrics.dashboards.enabled=true",
                "metrics.dashboards.label=dash",
                "metrics.dashboards.folder=Identity")
            .stream()
            .filter(manifest -> manifest.at("/metadata/name").asText().endsWith("-dashboards"))
            .findFirst()
            .orElseThrow();
    assertThat(map.at("/metadata/labels").has("dash")).isTrue();
    assertThat(map.at("/metadata/annotations/grafana_folder").asText()).isEqualTo("Identity");
  }
}
