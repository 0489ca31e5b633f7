package why401.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import why401.config.hocon.ConfigProblem;
import why401.process.LoggingSetup;

/// Options that every command has.
final class CommonOptions {
  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description =
          "trace, debug, info, warn or error; default: info, or warn where a result is printed.")
  private @Nullable Level logLevel;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description = "text or json; default: text.")
  private LoggingSetup.@Nullable Format logFormat;

  /// The values of `--log-level`.
  enum Level {
    /// Everything.
    TRACE,
    /// What helps to debug the agent.
    DEBUG,
    /// Normal events.
    INFO,
    /// What needs attention.
    WARN,
    /// What failed.
    ERROR
  }

  /// Sets up logging as requested, at `usual` by default.
  void configureLogging(Level usual) {
    LoggingSetup.configure(
        (logLevel == null ? usual : logLevel).name(),
        logFormat == null ? LoggingSetup.Format.TEXT : logFormat);
  }

  /// The same for a command that prints verdicts, which the log repeats only when it is asked to.
  void configureLoggingOfVerdicts() {
    configureLogging(Level.WARN);
    if (logLevel == null && logFormat == null) {
      LoggingSetup.withoutIncidents();
    }
  }

  /// Prints the warnings about the configuration, or logs them if the log is JSON.
  void warn(List<ConfigProblem> warnings, PrintWriter err) {
    for (ConfigProblem warning : warnings) {
      if (logFormat == LoggingSetup.Format.JSON) {
        LoggerFactory.getLogger(CommonOptions.class).warn("{}", warning);
      } else {
        err.println("warning: " + warning);
      }
    }
    err.flush();
  }
}
