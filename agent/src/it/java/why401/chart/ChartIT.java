package why401.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.alerting.Shipped;

/// The chart as a whole: Helm accepts it, and it says what it is.
final class ChartIT {
  private static final Pattern OWNER =
      Pattern.compile("github(usercontent)?\\.com/why401|ghcr\\.io|repository: why401/");

  @Test
  void lint_reportsNothing() {
    LintResult result = Chart.lint();
    assertThat(result.isFailed()).as(String.join("\n", result.getMessages())).isFalse();
    assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
  }

  static List<Path> values() throws IOException {
    return Chart.values();
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyManifest_isOfTheKubernetesApi(Path values) {
    assertThat(Chart.rendered(values))
        .isNotEmpty()
        .allSatisfy(manifest -> assertThat(Kubernetes.problem(manifest)).isEmpty());
  }

  @Test
  void ownValues_renderToo() {
    assertThat(Chart.renderedWith())
        .isNotEmpty()
        .allSatisfy(manifest -> assertThat(Kubernetes.problem(manifest)).isEmpty());
  }

  @Test
  void aWrongField_isSeenByThisTest() {
    JsonNode deployment = Chart.only(Chart.renderedWith(), "Deployment").deepCopy();
    ((ObjectNode) deployment.path("spec")).put("replica", 1);
    assertThat(Kubernetes.problem(deployment).orElseThrow()).contains("replica");
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyObject_hasTheRecommendedLabels_andNoNamespace(Path values) {
    Stream<JsonNode> ours =
        Chart.rendered(values).stream()
            .filter(manifest -> !manifest.at("/metadata/name").asText().endsWith("-extra"));
    assertThat(ours)
        .allSatisfy(
            manifest -> {
              JsonNode metadata = manifest.path("metadata");
              assertThat(metadata.has("namespace"))
                  .isEqualTo(manifest.path("kind").asText().matches("Role(Binding)?"));
              assertThat(names(metadata.path("labels")))
                  .contains(
                      "app.kubernetes.io/name",
                      "app.kubernetes.io/instance",
                      "app.kubernetes.io/version",
                      "app.kubernetes.io/managed-by",
                      "app.kubernetes.io/component",
                      "app.kubernetes.io/part-of",
                      "helm.sh/chart");
            });
  }

  @ParameterizedTest
  @MethodSource("values")
  void selector_isOfWhatNeverChanges(Path values) {
    JsonNode workload = Chart.workload(Chart.rendered(values));
    JsonNode selector = workload.at("/spec/selector/matchLabels");
    assertThat(names(selector))
        .containsExactlyInAnyOrder(
            "app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component");
    selector
        .properties()
        .forEach(
            label ->
                assertThat(workload.at("/spec/template/metadata/labels").path(label.getKey()))
                    .isEqualTo(label.getValue()));
  }

  static List<String> closedObjects() throws IOException {
    return Values.closedObjects(Chart.read("values.schema.json"), "");
  }

  @ParameterizedTest
  @MethodSource("closedObjects")
  void unknownKey_isRefused(String object) {
    String key = object.isEmpty() ? "surplus" : object + ".surplus";
    assertThatThrownBy(() -> Chart.renderedWith(key + "=x")).hasMessageContaining("surplus");
  }

  @Test
  void schema_knowsEveryValue_andNoOther() throws IOException {
    JsonNode schema = Chart.read("values.schema.json");
    Set<String> known = new TreeSet<>(names(schema.path("properties")));
    assertThat(known.remove("global")).isTrue();
    assertThat(known)
        .containsExactlyInAnyOrderElementsOf(names(Chart.read("values.yaml")))
        .hasSizeGreaterThan(20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cluster.port=65535",
        "cluster.tls.existingSecret=No Name",
        "image.digest=latest",
        "image.pullPolicy=Sometimes",
        "web.port=0",
        "metrics.serviceMonitor.interval=often",
        "terminationGracePeriodSeconds=5",
        "secrets.billing.subPath=x",
        "config.server.port=1",
        "metrics.prometheusRule.disabled.Why401Misspelt=true",
        "metrics.prometheusRule.grafanaUrl=grafana",
        "metrics.prometheusRule.objective=99",
        "projectedTokens.api.expirationSeconds=1"
      })
  void valueOutOfItsRange_isRefused(String setting) {
    assertThatThrownBy(() -> Chart.renderedWith(setting)).hasMessageContaining("schema");
  }

  @Test
  void whatCannotWorkTogether_isRefused_withWhatWould() {
    assertThatThrownBy(
            () ->
                Chart.renderedWith(
                    "metrics.serviceMonitor.enabled=true", "metrics.podMonitor.enabled=true"))
        .hasMessageContaining("expected: one of the two");
    assertThatThrownBy(
            () -> Chart.renderedWith("existingConfigMap=ours", "config.diagnosis.per-hour=1"))
        .hasMessageContaining("expected: one of the two");
    assertThatThrownBy(() -> Chart.renderedWith("ingress.enabled=true"))
        .hasMessageContaining("expected: a host name");
    assertThatThrownBy(() -> Chart.renderedWith("httpRoute.enabled=true"))
        .hasMessageContaining("expected: a gateway");
    assertThatThrownBy(() -> Chart.renderedWith("web.tls=true"))
        .hasMessageContaining("expected: web.existingSecret");
  }

  @Test
  void everyValue_isDocumented_byItsName() throws IOException {
    assertThat(Values.undocumented()).isEmpty();
    assertThat(Values.documented())
        .hasSizeGreaterThan(60)
        .allSatisfy(row -> assertThat(row.comment()).endsWith("."));
  }

  @Test
  void readme_isMadeFromTheValues() throws IOException {
    Path built = Path.of("target", "helm", "README.md");
    Files.createDirectories(built.getParent());
    String head = Files.readString(Chart.FOLDER.resolve("README.md.head"));
    Files.writeString(built, head + Values.table());
    assertThat(Chart.FOLDER.resolve("README.md"))
        .as("cp agent/target/helm/README.md helm/why401/")
        .hasSameTextualContentAs(built);
  }

  @Test
  void tenLines_areInTheReadmes() throws IOException {
    String lines = Files.readString(Chart.TEN_LINES).strip();
    assertThat(lines.lines()).hasSizeLessThanOrEqualTo(10);
    assertThat(Files.readString(Shipped.ROOT.resolve("README.md"))).contains(lines);
    assertThat(Files.readString(Chart.FOLDER.resolve("README.md"))).contains(lines);
  }

  @Test
  void dashboards_areTheShippedOnes() throws IOException {
    try (var files = Files.list(Shipped.ROOT.resolve("grafana"))) {
      List<Path> shipped = files.filter(file -> file.toString().endsWith(".json")).toList();
      assertThat(shipped).hasSize(2);
      for (Path file : shipped) {
        assertThat(Chart.FOLDER.resolve("files/dashboards").resolve(file.getFileName()))
            .as("cp grafana/*.json helm/why401/files/dashboards/")
            .hasSameBinaryContentAs(file);
      }
    }
  }

  @Test
  void artifactHub_isTold() throws IOException {
    JsonNode chart = Chart.read("Chart.yaml");
    JsonNode annotations = chart.path("annotations");
    assertThat(annotations.path("artifacthub.io/category").asText())
        .isEqualTo("monitoring-logging");
    assertThat(annotations.path("artifacthub.io/license").asText()).isEqualTo("Apache-2.0");
    assertThat(annotations.path("artifacthub.io/links").asText()).contains("support");
    assertThat(annotations.path("artifacthub.io/changes").asText()).contains("kind:");
    assertThat(annotations.path("artifacthub.io/images").asText())
        .contains("why401:" + chart.path("appVersion").asText());
    assertThat(annotations.path("artifacthub.io/containsSecurityUpdates").asText())
        .isIn("true", "false");
    assertThat(Files.readString(Shipped.ROOT.resolve("pom.xml")))
        .contains("<version>" + chart.path("appVersion").asText() + "</version>");
  }

  @Test
  void screenshots_areInTheRepository() throws IOException {
    String shots =
        Chart.read("Chart.yaml").at("/annotations").path("artifacthub.io/screenshots").asText();
    List<String> urls = shots.lines().filter(line -> line.contains("url:")).toList();
    assertThat(urls)
        .hasSize(2)
        .allSatisfy(
            url ->
                assertThat(Shipped.ROOT.resolve(url.replaceFirst(".*/why401/main/", "")))
                    .isNotEmptyFile());
  }

  /// Until there is an organisation, its name is made up: CONTRIBUTING says where it stands.
  @Test
  void madeUpOwner_standsWhereContributingSays() throws IOException {
    List<String> holders = new ArrayList<>();
    for (String place :
        List.of("agent/pom.xml", "agent/src", "config", "grafana", "helm", "pom.xml")) {
      try (var files = Files.walk(Shipped.ROOT.resolve(place))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String text = Files.readString(file, StandardCharsets.ISO_8859_1);
          if (OWNER.matcher(text).find() && !file.endsWith("ChartIT.java")) {
            holders.add(Shipped.ROOT.relativize(file).toString());
          }
        }
      }
    }
    assertThat(holders)
        .containsExactlyInAnyOrder(
            "helm/why401/Chart.yaml",
            "helm/why401/values.yaml",
            "helm/why401/README.md",
            "config/systemd/why401.service");
    String contributing = Files.readString(Shipped.ROOT.resolve("CONTRIBUTING.md"));
    assertThat(holders)
        .filteredOn(holder -> !holder.endsWith("README.md"))
        .allSatisfy(holder -> assertThat(contributing).contains("`" + holder + "`"));
  }

  @Test
  void image_isNeverFloating() {
    assertThat(image()).isEqualTo("ghcr.io/why401/why401:0.1.0");
    assertThat(image("image.tag=v2")).isEqualTo("ghcr.io/why401/why401:v2");
    String digest = "sha256:" + "0".repeat(64);
    assertThat(image("image.tag=v2", "image.digest=" + digest))
        .isEqualTo("ghcr.io/why401/why401@" + digest);
  }

  private static String image(String... settings) {
    return Chart.pod(Chart.renderedWith(settings)).at("/containers/0/image").asText();
  }

  private static Set<String> names(JsonNode object) {
    return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
