package why401.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import why401.alerting.Shipped;

/// The chart in `helm/why401`, through Helm.
final class Chart {
  static final Path FOLDER = Shipped.ROOT.resolve("helm/why401");
  static final Path TEN_LINES = FOLDER.resolve("ci/ten-lines-values.yaml");
  private static final ObjectMapper JSON = new ObjectMapper();

  /// The Helm of the tests takes itself to be in front of Kubernetes 1.20 and leaves out hooks, and
  /// cannot be told otherwise: it gets a chart whose hooks are called otherwise, without the line
  /// that asks for a newer Kubernetes.
  private static final Path RENDERED = altered(Path.of("target/helm/chart"));

  private Chart() {}

  private static Path altered(Path copy) {
    try (var files = Files.walk(FOLDER)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = copy.resolve(FOLDER.relativize(file).toString());
        Files.createDirectories(to.getParent());
        String text = Files.readString(file).replaceFirst("(?m)^kubeVersion:.*$", "");
        Files.writeString(to, text.replace("\"helm.sh/hook\"", "\"why401/hook\""));
      }
      return copy.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The values that come with the chart: its own, and those of `ci`.
  static List<Path> values() throws IOException {
    try (var files = Files.list(FOLDER.resolve("ci"))) {
      return files.sorted().toList();
    }
  }

  static JsonNode read(String file) throws IOException {
    return Shipped.yaml(FOLDER.resolve(file));
  }

  /// The manifests that `values` make, in the release `probe`.
  ///
  /// @throws IllegalStateException with what Helm says
  static List<JsonNode> rendered(Path values) {
    TemplateCommand command = new Helm(RENDERED).template().withName("probe").withNamespace("here");
    return manifests(command.withValuesFile(values).call());
  }

  /// Those that the chart's own values make, some of them `key=value` otherwise.
  static List<JsonNode> renderedWith(String... settings) {
    TemplateCommand command = new Helm(RENDERED).template().withName("probe").withNamespace("here");
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      command.set(parts[0], parts[1]);
    }
    return manifests(command.call());
  }

  private static List<JsonNode> manifests(String yaml) {
    var documents = new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml);
    return StreamSupport.stream(documents.spliterator(), false)
        .filter(Objects::nonNull)
        .map(Chart::tree)
        .toList();
  }

  private static JsonNode tree(Object document) {
    return JSON.valueToTree(document);
  }

  /// The only manifest of `kind`, hooks left out.
  static JsonNode only(List<JsonNode> manifests, String kind) {
    List<JsonNode> found =
        manifests.stream()
            .filter(manifest -> manifest.path("kind").asText().equals(kind))
            .filter(manifest -> !isHook(manifest))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(kind + ": " + found.size() + " (expected: 1)");
    }
    return found.getFirst();
  }

  static boolean isHook(JsonNode manifest) {
    return manifest.path("metadata").path("annotations").has("why401/hook");
  }

  /// What runs the agents: a Deployment for one, a StatefulSet for several.
  static JsonNode workload(List<JsonNode> manifests) {
    List<JsonNode> found =
        manifests.stream()
            .filter(one -> one.path("kind").asText().matches("Deployment|StatefulSet"))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("workloads: " + found.size() + " (expected: 1)");
    }
    return found.getFirst();
  }

  /// The specification of the agent's pod.
  static JsonNode pod(List<JsonNode> manifests) {
    return workload(manifests).path("spec").path("template").path("spec");
  }

  static LintResult lint() {
    return new Helm(FOLDER).lint().strict().call();
  }
}
