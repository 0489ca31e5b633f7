package why401.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.config.hocon.ConfigProblem;
import why401.schedule.TaskTrigger;

/// The option `--config`, and loading the file that it names.
final class ConfigOption {
  private static final List<Path> USUAL =
      List.of(Path.of("why401.conf"), Path.of("/etc/why401/why401.conf"));

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "The configuration (HOCON); default: what WHY401_CONFIG names, why401.conf here, or"
              + " /etc/why401/why401.conf.")
  private @Nullable Path given;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  private @Nullable Path file;

  /// The loader that every command uses.
  static ConfigurationLoader loader() {
    return new ConfigurationLoader(TaskTrigger.Cron::problem);
  }

  /// The file that is given, or the first of the usual ones that is there.
  Path file() {
    Path known = file == null ? find() : file;
    file = known;
    return known;
  }

  private Path find() {
    String named = System.getenv("WHY401_CONFIG");
    if (given != null) {
      return given;
    }
    if (named != null && !named.isBlank()) {
      return Path.of(named);
    }
    return USUAL.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseThrow(
            () ->
                new CommandLine.ParameterException(
                    spec.commandLine(),
                    "Missing required option: '--config=FILE' (there is neither WHY401_CONFIG nor "
                        + USUAL.stream().map(Path::toString).collect(Collectors.joining(" nor "))
                        + ")"));
  }

  /// Loads the file, valid or not.
  LoadResult load() {
    return loader().load(file(), System.getenv());
  }

  /// Loads the file as `check` does: what would fail after a restart is an error.
  LoadResult loadStrictly() {
    return new ConfigurationLoader(TaskTrigger.Cron::problem, true).load(file(), System.getenv());
  }

  /// The configuration, if valid; problems are printed on `err`, warnings as configured by
  /// `common`.
  Optional<LoadResult.Loaded> loaded(CommonOptions common, PrintWriter err) {
    return loaded(common, err, _ -> true);
  }

  /// The same, with those warnings alone that `shown` admits.
  Optional<LoadResult.Loaded> loaded(
      CommonOptions common, PrintWriter err, Predicate<ConfigProblem> shown) {
    return switch (load()) {
      case LoadResult.Loaded loaded -> {
        common.warn(loaded.warnings().stream().filter(shown).toList(), err);
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
