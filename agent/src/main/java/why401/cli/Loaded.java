package why401.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import why401.config.ConfigurationLoader;
import why401.config.Loading;
import why401.schedule.Timing;

/// Loads a configuration for a command and prints what is wrong with it.
final class Loaded {
  private Loaded() {}

  /// The loader that every command uses.
  static ConfigurationLoader loader() {
    return new ConfigurationLoader(Timing.Cron::problem);
  }

  /// What `file` holds, if it can be run; problems are printed on `err`, warnings as `common` says.
  static Optional<Loading.Loaded> from(Path file, CommonOptions common, PrintWriter err) {
    return switch (loader().load(file, System.getenv())) {
      case Loading.Loaded loaded -> {
        common.warn(loaded.warnings(), err);
        yield Optional.of(loaded);
      }
      case Loading.Invalid invalid -> {
        invalid.problems().forEach(err::println);
        err.flush();
        yield Optional.empty();
      }
    };
  }
}
