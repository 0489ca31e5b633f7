package why401.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import why401.api.Json;
import why401.config.hocon.Suggestion;
import why401.server.RunbookText;

/// `runbook`: what to do about a cause or an alert.
@Command(
    name = "runbook",
    description = "Prints what to do about a cause or an alert; without one, the list of both.")
final class RunbookCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "A cause, such as token_expired, or an alert, such as Why401Unauthorized.")
  private @Nullable String name;

  @Spec private CommandSpec spec;

  /// What `--json` prints.
  record Page(String name, String text) {}

  /// What `--json` prints of each without a name.
  record Entry(String name, String about) {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      list(out);
      return ExitStatus.OK;
    }
    String asked = name.toLowerCase(Locale.ROOT).replace('-', '_');
    if (!RunbookText.titles().containsKey(asked)) {
      throw new CommandLine.ParameterException(spec.commandLine(), unknown(asked));
    }
    String text = RunbookText.of(asked);
    if (common.json) {
      out.println(Json.pretty(new Page(asked, text)));
    } else {
      text.lines().map(this::styled).forEach(out::println);
    }
    return ExitStatus.OK;
  }

  private void list(PrintWriter out) {
    List<Entry> all =
        RunbookText.titles().entrySet().stream()
            .map(one -> new Entry(one.getValue(), RunbookText.about(one.getKey())))
            .toList();
    if (common.json) {
      out.println(Json.pretty(all));
      return;
    }
    int widest = all.stream().mapToInt(one -> one.name().length()).max().orElse(0);
    for (Entry one : all) {
      String padded = one.name() + " ".repeat(widest - one.name().length());
      out.println(Ink.forTerminal().strong(padded) + "  " + one.about());
    }
  }

  private String styled(String line) {
    return line.startsWith("#") ? Ink.forTerminal().strong(line.replaceFirst("^#+ ", "")) : line;
  }

  private static String unknown(String asked) {
    return "runbook: "
        + asked
        + Suggestion.to(asked, List.copyOf(RunbookText.titles().keySet()))
            .map(near -> " (did you mean " + near + "?)")
            .orElse(" (expected: a name that `why401 runbook` lists)");
  }
}
