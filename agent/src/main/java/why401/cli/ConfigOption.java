package why401.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.schedule.TaskTrigger;

/// Loads a configuration for a command and prints what is wrong with it.
final class ConfigOption {
  private ConfigOption() {}

  /// The loader that every command uses.
  static ConfigurationLoader loader() {
    return new ConfigurationLoader(TaskTrigger.Cron::problem);
  }

  /// The configuration in `file`, if valid; problems are printed on `err`, warnings as configured
  /// by `common`.
  static Optional<LoadResult.Loaded> from(Path file, CommonOptions common, PrintWriter err) {
    return switch (loader().load(file, System.getenv())) {
      case LoadResult.Loaded loaded -> {
        common.warn(loaded.warnings(), err);
        yield Optional.of(loaded);
      }
      case LoadResult.Invalid invalid -> {
        invalid.problems().forEach(err::println);
        err.flush();
        yield Optional.empty();
      }
    };
  }
}
