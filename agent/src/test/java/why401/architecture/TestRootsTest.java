package why401.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Unit tests (`*Test`) are in `src/test/java` and need nothing of `src/it/java`, where integration
/// tests (`*IT`) are with the servers that they start.
final class TestRootsTest {
  private static final Path UNIT = Path.of("src/test/java");
  private static final Path INTEGRATION = Path.of("src/it/java");

  /// Run only by name: one takes a quarter of an hour, one wants the machine for itself.
  private static final Set<String> BY_NAME =
      Set.of(
          "ClusterFailover.java",
          "ClusterHour.java",
          "ClusterKills.java",
          "ClusterPartition.java",
          "ClusterUpgrade.java",
          "HostileServers.java",
          "MorningReport.java",
          "RepairTimes.java",
          "ResourceFaults.java",
          "RotationEndurance.java");

  private static final Pattern TEST =
      Pattern.compile("(?m)^ *@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?(why401[\\w.]+)");

  private static final Pattern COMMENT_OR_STRING = Pattern.compile("//.*|\"[^\"\\n]*\"");

  private static List<Path> sources(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static Set<String> where(Path root, Predicate<String> name, Pattern text)
      throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path file : sources(root)) {
      if (name.test(file.getFileName().toString()) && text.matcher(Files.readString(file)).find()) {
        found.add(file.toString());
      }
    }
    return found;
  }

  @Test
  void integrationTests_areNamedIT() throws IOException {
    assertThat(
            where(INTEGRATION, name -> !name.endsWith("IT.java") && !BY_NAME.contains(name), TEST))
        .isEmpty();
  }

  @Test
  void unitTests_areNamedTest() throws IOException {
    assertThat(where(UNIT, name -> !name.endsWith("Test.java"), TEST)).isEmpty();
  }

  /// By an import, or by its simple name within a package that both roots have.
  @Test
  void unitTests_useNothingOfTheIntegrationTests() throws IOException {
    Set<String> programs = new TreeSet<>();
    for (Path file : sources(INTEGRATION)) {
      String path = INTEGRATION.relativize(file).toString();
      programs.add(path.substring(0, path.length() - ".java".length()).replace('/', '.'));
    }
    Set<String> wrong = new TreeSet<>();
    for (Path file : sources(UNIT)) {
      String text = Files.readString(file);
      IMPORT
          .matcher(text)
          .results()
          .map(match -> match.group(1))
          .filter(programs::contains)
          .forEach(used -> wrong.add(file + " imports " + used));
      String code = COMMENT_OR_STRING.matcher(text).replaceAll("");
      for (String program : samePackage(file, programs)) {
        if (Pattern.compile("\\b" + program + "\\b").matcher(code).find()) {
          wrong.add(file + " uses " + program);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static List<String> samePackage(Path file, Set<String> programs) {
    String own = UNIT.relativize(file.getParent()).toString().replace('/', '.') + ".";
    return programs.stream()
        .filter(program -> program.startsWith(own))
        .map(program -> program.substring(own.length()))
        .filter(name -> !name.contains("."))
        .toList();
  }
}
