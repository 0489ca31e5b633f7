package why401.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import why401.AdHoc;
import why401.server.IncidentJson;
import why401.server.Json;

/// `diagnose`: why one request is refused, from a pasted curl line or a capture.
@Command(
    name = "diagnose",
    description =
        "Says why a request is refused: paste a failing curl line, or give a HAR capture.")
final class DiagnoseCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private CurlOptions curl;

  @Option(
      names = "--har",
      paramLabel = "FILE",
      description =
          "A HAR 1.2 capture: every refused exchange in it is explained, nothing is sent.")
  private @Nullable Path har;

  @Parameters(arity = "0..1", paramLabel = "URL", description = "What is refused.")
  private @Nullable String url;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    common.configureQuietLogging();
    if (har != null) {
      return capture(har);
    }
    if (url == null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "URL: missing (expected: a URL, or --har FILE)");
    }
    AdHoc.Result result;
    try {
      result = curl.request(url).run();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    return print(result);
  }

  private int print(AdHoc.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    if (result.verdict() == null) {
      out.println(
          common.json
              ? Json.pretty(java.util.Map.of("status", result.status(), "detail", result.detail()))
              : result.detail());
      return result.answered() ? Exit.OK : Exit.OTHERWISE_FAILED;
    }
    if (common.json) {
      out.println(
          Json.pretty(
              IncidentJson.of(
                  result.verdict(), null, result.credential(), result.status(), result.at())));
    } else {
      new Story(out, Ink.forTerminal()).tell(result.subject(), result.status(), result.verdict());
    }
    return Exit.UNAUTHORIZED;
  }

  private int capture(Path file) throws IOException {
    List<HarCapture.Refused> refused = new HarCapture(file).refused();
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(
          Json.pretty(
              refused.stream()
                  .map(
                      one ->
                          IncidentJson.of(one.verdict(), null, null, one.status(), one.at())
                              .ofEntry(one.entry()))
                  .toList()));
    } else if (refused.isEmpty()) {
      out.println("Nothing was refused in " + file + ".");
    } else {
      for (HarCapture.Refused one : refused) {
        new Story(out, Ink.forTerminal())
            .tell("entry " + one.entry() + ", " + one.url(), one.status(), one.verdict());
        out.println();
      }
    }
    return refused.isEmpty() ? Exit.OK : Exit.UNAUTHORIZED;
  }
}
