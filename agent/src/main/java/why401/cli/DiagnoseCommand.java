package why401.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import why401.api.IncidentJson;
import why401.api.Json;
import why401.app.AdHocDiagnosis;
import why401.cli.curl.CurlBody;
import why401.cli.curl.CurlOptions;
import why401.cli.curl.ShellWords;
import why401.cli.har.HarFile;

/// `diagnose`: explains why a request is refused, given a pasted curl line or a HAR capture.
@Command(
    name = "diagnose",
    preprocessor = JsonFlag.class,
    description =
        "Explains why a request is refused: paste a failing curl line, or give a HAR capture.")
final class DiagnoseCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private CurlOptions curl;
  @Mixin private TokenOptions token;

  @Option(
      names = "--har",
      paramLabel = "FILE",
      description = "A HAR 1.2 capture: explains every refused exchange in it; sends nothing.")
  private @Nullable Path har;

  @Option(names = "--clipboard", description = "Take the curl line from the clipboard.")
  private boolean clipboard;

  @Parameters(
      arity = "0..*",
      paramLabel = "URL",
      description =
          "The URL that is refused; the word 'curl' of a pasted line may precede it. With -, a curl"
              + " line is read from standard input, as it was copied.")
  private List<String> operands = new ArrayList<>();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    common.configureLogging(CommonOptions.Level.WARN);
    if (clipboard || operands.equals(List.of("-"))) {
      return line(clipboard ? Clipboard.text() : pasted());
    }
    List<String> urls = urls();
    if (har != null && urls.isEmpty() && !token.given()) {
      return capture(har);
    }
    if (urls.size() != 1 || har != null) {
      throw new CommandLine.ParameterException(spec.commandLine(), wrong(urls));
    }
    AdHocDiagnosis.Result result;
    try {
      result = token.complete(curl.request(urls.getFirst(), Instant.now())).run();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    return print(result);
  }

  private String pasted() throws IOException {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
      spec.commandLine().getErr().println("Paste the curl line, then press Ctrl-D.");
      spec.commandLine().getErr().flush();
    }
    return CurlBody.read("-", "-");
  }

  /// The curl line in `text`, with the other options of this command.
  private int line(String text) {
    List<String> args = new ArrayList<>(List.of("diagnose"));
    spec.commandLine().getParseResult().originalArgs().stream()
        .filter(one -> !List.of("diagnose", "-", "--clipboard").contains(one))
        .forEach(args::add);
    try {
      args.addAll(ShellWords.arguments(text, System.getenv()));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    return Why401Command.line()
        .setOut(spec.commandLine().getOut())
        .setErr(spec.commandLine().getErr())
        .execute(args.toArray(String[]::new));
  }

  private List<String> urls() {
    List<String> urls = new ArrayList<>(operands);
    if (!urls.isEmpty() && urls.getFirst().matches("(.*[/\\\\])?curl(\\.exe)?")) {
      urls.removeFirst();
    }
    if (curl.url() != null) {
      urls.add(curl.url());
    }
    return urls;
  }

  /// Quotes none of them: an argument in the place of a URL may be a secret.
  private String wrong(List<String> urls) {
    if (har != null) {
      return token.given()
          ? "--har: together with --issuer, --jwks-url or --audience (expected: those with a URL)"
          : "--har: together with a URL (expected: one of them)";
    }
    if (urls.isEmpty()) {
      return "URL: missing (expected: a URL, - for a curl line on standard input, --clipboard, or"
          + " --har FILE)";
    }
    return "URL: %d arguments that belong to no option (expected: one; quote what has blanks in it)"
        .formatted(urls.size());
  }

  private int print(AdHocDiagnosis.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    if (result.verdict() == null) {
      out.println(
          common.json
              ? Json.pretty(java.util.Map.of("status", result.status(), "detail", result.detail()))
              : result.detail());
      return result.answered() ? ExitStatus.OK : ExitStatus.OTHERWISE_FAILED;
    }
    if (common.json) {
      out.println(
          Json.pretty(
              IncidentJson.of(
                  result.verdict(), null, result.credential(), result.status(), result.at())));
    } else {
      new VerdictPrinter(out, Ink.forTerminal())
          .exchange(result.lines())
          .print(result.subject(), result.status(), result.verdict());
    }
    return ExitStatus.UNAUTHORIZED;
  }

  private int capture(Path file) throws IOException {
    List<HarFile.Refused> refused = new HarFile(file).refused();
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(
          Json.pretty(
              refused.stream()
                  .map(
                      one ->
                          new IncidentJson.EntryJson(
                              one.entry(),
                              IncidentJson.of(one.verdict(), null, null, one.status(), one.at())))
                  .toList()));
    } else if (refused.isEmpty()) {
      out.println("Nothing was refused in " + file + ".");
    } else {
      new CaptureGroups(out, Ink.forTerminal()).print(refused);
    }
    return refused.isEmpty() ? ExitStatus.OK : ExitStatus.UNAUTHORIZED;
  }
}
