package why401.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.config.hocon.ConfigProblem;

/// Each `invalid-*.conf` gives exactly the problems that its `.expected` lists.
class InvalidConfigurationTest {
  private static final Path FOLDER = Path.of("src/test/resources/config");

  static List<Path> faultyFiles() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().matches("invalid-.*\\.conf"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("faultyFiles")
  void problems_ofFaultyFile_areAllReportedWithTheirLines(Path file) throws IOException {
    String name = file.getFileName().toString();
    String expected = Files.readString(file.resolveSibling(name.replace(".conf", ".expected")));
    assertThat(problems(file)).isEqualTo(expected).doesNotContain("hunter2");
  }

  @Test
  void problems_ofMissingFileAndOfFolder_sayWhichItIs() {
    assertThat(problems(FOLDER.resolve("no-such.conf")))
        .isEqualTo("no-such.conf:1: no-such.conf: missing (expected: a configuration file)\n");
    assertThat(problems(FOLDER))
        .endsWith("config:1: src/test/resources/config: a directory (expected: a file)\n");
  }

  private static String problems(Path file) {
    LoadResult loading = new ConfigurationLoader(Configurations.CRON).load(file, Map.of());
    List<ConfigProblem> problems =
        loading instanceof LoadResult.Invalid invalid ? invalid.problems() : List.of();
    return problems.stream()
        .map(problem -> (problem + "\n").replace(FOLDER + "/", ""))
        .collect(Collectors.joining());
  }
}
