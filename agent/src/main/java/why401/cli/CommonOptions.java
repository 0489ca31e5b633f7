package why401.cli;

import picocli.CommandLine.Option;
import why401.Logging;

/// Options of every command.
final class CommonOptions {
  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  @Option(
      names = "--log-level",
      defaultValue = "info",
      paramLabel = "LEVEL",
      description = "trace, debug, info, warn or error; default: ${DEFAULT-VALUE}.")
  String logLevel = "info";

  @Option(
      names = "--log-format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text or json; default: ${DEFAULT-VALUE}.")
  String logFormat = "text";

  /// Sets up logging as asked.
  void configureLogging() {
    Logging.Format format =
        logFormat.equalsIgnoreCase("json") ? Logging.Format.JSON : Logging.Format.TEXT;
    Logging.configure(logLevel, format);
  }

  /// The same, for commands that talk on the terminal: only warnings, unless asked otherwise.
  void configureQuietLogging() {
    if (logLevel.equals("info")) {
      logLevel = "warn";
    }
    configureLogging();
  }
}
