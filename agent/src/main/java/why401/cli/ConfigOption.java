package why401.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.schedule.TaskTrigger;

/// The option `--config`, and loading the file that it names.
final class ConfigOption {
  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration (HOCON).")
  private Path file;

  /// The loader that every command uses.
  static ConfigurationLoader loader() {
    return new ConfigurationLoader(TaskTrigger.Cron::problem);
  }

  Path file() {
    return file;
  }

  /// Loads the file, valid or not.
  LoadResult load() {
    return loader().load(file, System.getenv());
  }

  /// Loads the file as `check` does: what would fail after a restart is an error.
  LoadResult loadStrictly() {
    return new ConfigurationLoader(TaskTrigger.Cron::problem, true).load(file, System.getenv());
  }

  /// The configuration, if valid; problems are printed on `err`, warnings as configured by
  /// `common`.
  Optional<LoadResult.Loaded> loaded(CommonOptions common, PrintWriter err) {
    return switch (load()) {
      case LoadResult.Loaded loaded -> {
        common.warn(loaded.warnings(), err);
        common.warn(loaded.targets(), err);
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
