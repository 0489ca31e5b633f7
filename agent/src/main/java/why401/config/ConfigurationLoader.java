package why401.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Loads a configuration (HOCON) and reports everything that is wrong with it at once.
public final class ConfigurationLoader {
  private final CronCheck cron;

  /// A loader that asks `cron` about cron expressions.
  public ConfigurationLoader(CronCheck cron) {
    this.cron = cron;
  }

  /// Loads `file`. Whatever stands in it, nothing is thrown.
  ///
  /// @param environment variables for `${NAME}` and for secrets
  public Loading load(Path file, Map<String, String> environment) {
    Report report = new Report();
    SourceFiles files = new SourceFiles(report);
    Config parsed = files.readMain(file);
    if (report.errorCount() > 0) {
      // What could not be read would only be reported once more as missing.
      return new Loading.Invalid(report.errors(files.names()), files.inputs());
    }
    Origins origins = files.origins();
    Place top = new Place(file.toString(), 1);
    Optional<ConfigObject> root =
        new Substitutions(environment, origins, report).resolve(parsed, top);
    if (root.isEmpty()) {
      return new Loading.Invalid(report.errors(files.names()), files.inputs());
    }
    Reading reading = new Reading(report, origins, Map.copyOf(environment), new FileChecks());
    Configuration configuration =
        new RootReader(cron, reading).read(parsed.root(), root.get(), top);
    List<Problem> errors = report.errors(files.names());
    return errors.isEmpty()
        ? new Loading.Loaded(configuration, report.warnings(files.names()), files.inputs())
        : new Loading.Invalid(errors, files.inputs());
  }
}
