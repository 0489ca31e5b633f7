package why401.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A program of Prometheus or Alertmanager that the tests run.
public enum Tool {
  PROMTOOL("prometheus", "promtool"),
  AMTOOL("prometheus-alertmanager", "amtool"),
  ALERTMANAGER("prometheus-alertmanager", "prometheus-alertmanager", "alertmanager");

  private final String debianPackage;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> names;

  Tool(String debianPackage, String... names) {
    this.debianPackage = debianPackage;
    this.names = List.of(names);
  }

  /// Exit status and everything that was printed.
  public record Result(int status, String output) {}

  /// Runs to the end, in `directory`.
  public Result run(Path directory, String... arguments) throws IOException, InterruptedException {
    Process process = builder(arguments).directory(directory.toFile()).start();
    try (var output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new Result(process.waitFor(), text);
    }
  }

  /// Starts and leaves running, with what it prints in `log`.
  Process start(Path log, String... arguments) throws IOException {
    return builder(arguments).redirectOutput(log.toFile()).start();
  }

  private ProcessBuilder builder(String... arguments) {
    List<String> command = new ArrayList<>(List.of(path()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private String path() {
    List<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .flatMap(directory -> names.stream().map(name -> Path.of(directory, name)))
            .filter(Files::isExecutable)
            .toList();
    assertThat(found)
        .as("%s (expected: on the PATH; apt-get install %s)", names.getFirst(), debianPackage)
        .isNotEmpty();
    return found.getFirst().toString();
  }
}
