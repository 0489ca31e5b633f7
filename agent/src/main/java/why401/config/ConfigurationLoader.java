package why401.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import why401.config.hocon.ConfigProblem;
import why401.config.hocon.FileChecks;
import why401.config.hocon.ProblemCollector;
import why401.config.hocon.ReadContext;
import why401.config.hocon.SourceFiles;
import why401.config.hocon.SourceLocation;
import why401.config.hocon.SourceLocations;
import why401.config.hocon.Substitutions;
import why401.config.reader.CronValidator;
import why401.config.target.Targets;

/// Loads a configuration (HOCON) and reports everything that is wrong with it at once.
public final class ConfigurationLoader {
  private final CronValidator cron;
  private final boolean strict;

  /// A loader that asks `cron` about cron expressions.
  public ConfigurationLoader(CronValidator cron) {
    this(cron, false);
  }

  /// @param strict whether what works and is likely to fail after a restart is an error
  public ConfigurationLoader(CronValidator cron, boolean strict) {
    this.cron = cron;
    this.strict = strict;
  }

  /// Loads `file`. Never throws, whatever it contains.
  ///
  /// @param environment variables for `${NAME}` and for secrets
  public LoadResult load(Path file, Map<String, String> environment) {
    return load(file, environment, Targets.NONE);
  }

  /// As above, where `before` holds the targets that were good before.
  public LoadResult load(Path file, Map<String, String> environment, Targets before) {
    ProblemCollector report = new ProblemCollector();
    SourceFiles files = new SourceFiles(report);
    Config parsed = files.readMain(file);
    if (report.errorCount() > 0) {
      // What could not be read would only be reported once more as missing.
      return new LoadResult.Invalid(report.errors(files.names()), files.inputs());
    }
    SourceLocations origins = files.origins();
    SourceLocation top = new SourceLocation(file.toString(), 1);
    Optional<ConfigObject> root =
        new Substitutions(environment, origins, report).resolve(parsed, top);
    if (root.isEmpty()) {
      return new LoadResult.Invalid(report.errors(files.names()), files.inputs());
    }
    ReadContext reading =
        new ReadContext(report, origins, Map.copyOf(environment), new FileChecks(), strict);
    ProblemCollector targets = strict ? report : new ProblemCollector();
    Configuration configuration =
        new RootReader(cron, reading, new RootReader.TargetFiles(files, before, targets))
            .read(parsed.root(), root.get(), top);
    List<ConfigProblem> errors = report.errors(files.names());
    return errors.isEmpty()
        ? new LoadResult.Loaded(
            configuration,
            report.warnings(files.names()),
            strict ? List.of() : targets.all(files.names()),
            files.inputs())
        : new LoadResult.Invalid(errors, files.inputs());
  }
}
