package why401.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import why401.cause.Cause;
import why401.credential.Credential;
import why401.diagnosis.evidence.Experiment;

/// The rows of «If you want to …» in `agent/README.md` lead to the place.
final class ReadersGuideTest {
  private static final Path MAIN = Path.of("src/main/java");
  private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern TEST = Pattern.compile("-D(?:it\\.)?test=(\\w+)");
  private static final Pattern METRIC = Pattern.compile("\"why401_[a-z_]+\"");

  static List<Map.Entry<String, String>> rows() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String table = readme.substring(readme.indexOf("## If you want to"));
    table = table.substring(0, table.indexOf("\n\n"));
    return ROW.matcher(table)
        .results()
        .map(row -> Map.entry(row.group(1), row.group(2)))
        .filter(row -> !row.getKey().equals("…"))
        .toList();
  }

  /// A class by its simple name, a package, a file from `agent/`, or a command that runs a test.
  @ParameterizedTest
  @MethodSource("rows")
  void everyPlace_exists(Map.Entry<String, String> row) throws IOException {
    List<String> places =
        CODE.matcher(row.getValue()).results().map(code -> code.group(1)).toList();
    assertThat(places).isNotEmpty();
    for (String place : places) {
      assertThat(exists(place)).as(place).isTrue();
    }
  }

  private static boolean exists(String place) throws IOException {
    var test = TEST.matcher(place);
    if (test.find()) {
      String root = place.contains("-Dit.test=") ? "src/it/java" : "src/test/java";
      return found(Path.of(root), test.group(1)).size() == 1;
    }
    if (place.contains("/")) {
      return Files.exists(Path.of(place));
    }
    return place.contains(".")
        ? Files.isDirectory(MAIN.resolve(place.replace('.', '/')))
        : found(MAIN, place).size() == 1;
  }

  private static List<Path> found(Path root, String simpleName) throws IOException {
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.endsWith(simpleName + ".java")).toList();
    }
  }

  /// The source of the class, which the row about `subject` has to name.
  private static String source(String subject, String simpleName) throws IOException {
    assertThat(rows())
        .anyMatch(
            row -> row.getKey().equals(subject) && row.getValue().contains("`" + simpleName + "`"));
    return Files.readString(found(MAIN, simpleName).getFirst());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see where a response is classified as a refusal",
        "see where renewals are scheduled",
        "add a cause",
        "add a mechanism",
        "add an experiment",
        "add a credential type",
        "add a metric",
        "add a configuration key",
        "add a product's code",
        "run one unit test",
        "run one integration test"
      })
  void guide_hasTheRow(String subject) throws IOException {
    assertThat(rows()).extracting(Map.Entry::getKey).contains(subject);
  }

  /// No other class that sends requests; a capture is examined on its user's word.
  @Test
  void refusals_areMadeWhereTheRowSays() throws IOException {
    Pattern refusal = Pattern.compile("new Outcome\\.Refused\\(");
    assertThat(source("see where a response is classified as a refusal", "OutcomeClassifier"))
        .containsPattern(refusal);
    assertThat(mainSourcesWith(refusal))
        .filteredOn(name -> !name.startsWith("Capture"))
        .containsExactly("OutcomeClassifier.java");
  }

  @ParameterizedTest
  @EnumSource
  void everyCause_hasItsPage(Cause cause) throws IOException {
    assertThat(source("add a cause", "Cause")).contains(cause.name());
    assertThat(Path.of("src/main/resources/why401/server/runbooks", cause.label() + ".md"))
        .isRegularFile();
  }

  static Stream<Class<?>> experiments() {
    return Arrays.stream(Experiment.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void everyExperiment_isPerformedByTheClassNamed(Class<?> experiment) throws IOException {
    assertThat(source("add an experiment", "Experimenter"))
        .contains("case Experiment." + experiment.getSimpleName());
  }

  static Stream<Class<?>> credentials() {
    return leaves(Credential.class);
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isInterface()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ReadersGuideTest::leaves)
        : Stream.of(type);
  }

  /// In `CredentialReader` itself, or in a reader beside it that it names.
  @ParameterizedTest
  @MethodSource("credentials")
  void everyCredentialType_isReadByTheClassNamed(Class<?> credential) throws IOException {
    String name = credential.getSimpleName();
    assertThat(source("add a credential type", "CredentialReader"))
        .containsPattern("new (Credential\\.)?" + name + "(Reader)?\\(");
  }

  @Test
  void everyMetric_isNamedInTheCatalogueAlone() throws IOException {
    assertThat(source("add a metric", "MetricCatalogue")).containsPattern(METRIC);
    assertThat(mainSourcesWith(METRIC)).containsExactly("MetricCatalogue.java");
  }

  /// The sections that the annotated configuration documents.
  @Test
  void everySection_isReadByTheClassNamed() throws IOException {
    List<String> sections =
        Pattern.compile("(?m)^  ([a-z-]+) \\{")
            .matcher(Files.readString(Path.of("../config/why401.conf")))
            .results()
            .map(section -> "\"" + section.group(1) + "\"")
            .toList();
    assertThat(sections).hasSizeGreaterThan(4);
    assertThat(source("add a configuration key", "RootReader")).contains(sections);
  }

  private static List<String> mainSourcesWith(Pattern text) throws IOException {
    List<String> names = new ArrayList<>();
    try (var files = Files.walk(MAIN)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (text.matcher(Files.readString(file)).find()) {
          names.add(file.getFileName().toString());
        }
      }
    }
    return names;
  }
}
