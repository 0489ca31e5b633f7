package why401.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The files under test, as a user gets them.
public final class Shipped {
  /// The root of the repository; tests run in `agent/`.
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final Path PROMETHEUS = ROOT.resolve("config/prometheus");
  static final Path RULES = PROMETHEUS.resolve("why401.rules.yml");
  static final Path ALERTMANAGER = ROOT.resolve("config/alertmanager/alertmanager.yml");

  private Shipped() {}

  /// A YAML file with its aliases resolved.
  public static JsonNode yaml(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      return new ObjectMapper().valueToTree(tree);
    }
  }

  /// The rule tests for promtool.
  static List<Path> ruleTests() throws IOException {
    try (var files = Files.list(PROMETHEUS.resolve("tests"))) {
      return files.sorted().toList();
    }
  }
}
