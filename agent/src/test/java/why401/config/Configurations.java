package why401.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Loads configurations for tests.
final class Configurations {
  /// Six or seven fields; the tests with the scheduler have the real check.
  static final CronCheck CRON =
      expression ->
          expression.matches("\\S+( \\S+){5,6}")
              ? Optional.empty()
              : Optional.of("it has not six or seven fields");

  private Configurations() {}

  static Loading load(Path file, Map<String, String> environment) {
    return new ConfigurationLoader(CRON).load(file, environment);
  }

  static Loading load(Path folder, String text) {
    try {
      return load(Files.writeString(folder.resolve("why401.conf"), text), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Configuration valid(Path folder, String text) {
    return switch (load(folder, text)) {
      case Loading.Loaded loaded -> loaded.configuration();
      case Loading.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }
}
