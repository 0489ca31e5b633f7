package why401.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import why401.config.Loading;
import why401.config.Problem;
import why401.server.Json;

/// `check`: validates a configuration without sending anything.
@Command(
    name = "check",
    description = "Validates a configuration without sending anything; prints every error.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration (HOCON).")
  private Path config;

  @Spec private CommandSpec spec;

  /// What `--json` prints.
  record Result(boolean valid, List<Problem> errors, List<Problem> warnings) {}

  @Override
  public Integer call() {
    common.configureLogging(CommonOptions.Level.WARN);
    Loading loading = Loaded.loader().load(config, System.getenv());
    Result result =
        switch (loading) {
          case Loading.Loaded loaded -> new Result(true, List.of(), loaded.warnings());
          case Loading.Invalid invalid -> new Result(false, invalid.problems(), List.of());
        };
    print(result, loading);
    return result.valid() ? Exit.OK : Exit.BAD_CONFIGURATION;
  }

  private void print(Result result, Loading loading) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (common.json) {
      out.println(Json.pretty(result));
      return;
    }
    result.errors().forEach(out::println);
    common.warn(result.warnings(), err);
    if (loading instanceof Loading.Loaded loaded) {
      out.println(
          "%s: valid (%d probes, %d credentials)"
              .formatted(
                  config,
                  loaded.configuration().probes().size(),
                  loaded.configuration().credentials().size()));
    } else {
      int errors = result.errors().size();
      err.println("%s: %d %s".formatted(config, errors, errors == 1 ? "error" : "errors"));
    }
  }
}
