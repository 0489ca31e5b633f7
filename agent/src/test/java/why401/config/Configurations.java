package why401.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import why401.config.reader.CronValidator;

/// Loads configurations for tests.
final class Configurations {
  /// Six or seven fields; the tests with the scheduler have the real check.
  static final CronValidator CRON =
      expression ->
          expression.matches("\\S+( \\S+){5,6}")
              ? Optional.empty()
              : Optional.of("it has not six or seven fields");

  private Configurations() {}

  static LoadResult load(Path file, Map<String, String> environment) {
    return new ConfigurationLoader(CRON).load(file, environment);
  }

  static LoadResult load(Path folder, String text) {
    try {
      return load(Files.writeString(folder.resolve("why401.conf"), text), Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As `check` does.
  static LoadResult strictly(Path folder, String text) {
    try {
      Path file = Files.writeString(folder.resolve("why401.conf"), text);
      return new ConfigurationLoader(CRON, true).load(file, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Configuration valid(Path folder, String text) {
    return switch (load(folder, text)) {
      case LoadResult.Loaded loaded -> loaded.configuration();
      case LoadResult.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }
}
