package why401.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;
import why401.Logging;
import why401.config.Problem;

/// Options of every command.
final class CommonOptions {
  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description =
          "trace, debug, info, warn or error; default: info, or less where a result is printed.")
  private @Nullable Level logLevel;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description = "text or json; default: text.")
  private Logging.@Nullable Format logFormat;

  /// The values of `--log-level`.
  enum Level {
    /// Everything.
    TRACE,
    /// What helps to find a fault of the agent.
    DEBUG,
    /// What happens.
    INFO,
    /// What somebody should look at.
    WARN,
    /// What failed.
    ERROR
  }

  /// Sets up logging as asked, or else from `usual` on.
  void configureLogging(Level usual) {
    Logging.configure(
        (logLevel == null ? usual : logLevel).name(),
        logFormat == null ? Logging.Format.TEXT : logFormat);
  }

  /// Says what the configuration is warned of: as JSON in the log, if the log is to be JSON.
  void warn(List<Problem> warnings, PrintWriter err) {
    for (Problem warning : warnings) {
      if (logFormat == Logging.Format.JSON) {
        LoggerFactory.getLogger(CommonOptions.class).warn("{}", warning);
      } else {
        err.println("warning: " + warning);
      }
    }
    err.flush();
  }
}
