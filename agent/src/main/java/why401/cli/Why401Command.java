package why401.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import why401.process.BuildInfo;

/// The launcher's command line (command-line.md).
@Command(
    name = "why401",
    description =
        "Monitors endpoints that require authentication and, when one responds with 401, finds out"
            + " why.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Why401Command.Versions.class)
public final class Why401Command implements Runnable {
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("run", RunCommand.class);
    COMMANDS.put("check", CheckCommand.class);
    COMMANDS.put("probe", ProbeCommand.class);
    COMMANDS.put("retry", RetryCommand.class);
    COMMANDS.put("login", LoginCommand.class);
    COMMANDS.put("diagnose", DiagnoseCommand.class);
    COMMANDS.put("runbook", RunbookCommand.class);
    COMMANDS.put("demo", DemoCommand.class);
    COMMANDS.put("version", VersionCommand.class);
    COMMANDS.put("warm-up", WarmUpCommand.class);
  }

  @Spec private CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // picocli acts on it
  @CommandLine.Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show version, revision and Java version.")
  private boolean version;

  /// Runs the command that `args` name and gives its exit status.
  public static int execute(String... args) {
    // The other commands are left out: the agent starts a tenth of a second sooner without them.
    return (args.length > 0 && COMMANDS.containsKey(args[0])
            ? line(Map.of(args[0], COMMANDS.get(args[0])))
            : line())
        .execute(args);
  }

  /// The command line with all its commands.
  public static CommandLine line() {
    return line(COMMANDS);
  }

  private static CommandLine line(Map<String, Class<?>> commands) {
    CommandLine line = new CommandLine(new Why401Command());
    commands.forEach(line::addSubcommand);
    CommandLine diagnose = line.getSubcommands().get("diagnose");
    if (diagnose != null) {
      // An argument '@…' is curl's to read, and of an option given twice curl takes the last.
      diagnose.setExpandAtFiles(false).setOverwrittenOptionsAllowed(true);
    }
    return line.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Why401Command::failed)
        .setParameterExceptionHandler(new UsageErrors());
  }

  /// The message only: a stack trace could carry what a message of ours never would.
  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult result) {
    PrintWriter err = command.getErr();
    err.println("why401: " + (e.getMessage() == null ? e.getClass().getName() : e.getMessage()));
    return ExitStatus.FAILED;
  }

  /// What `--version` prints.
  static final class Versions implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {BuildInfo.current().toString()};
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
