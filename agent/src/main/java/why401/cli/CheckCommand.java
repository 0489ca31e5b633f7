package why401.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import why401.api.Json;
import why401.config.LoadResult;
import why401.config.hocon.ConfigProblem;

/// `check`: validates a configuration without sending anything.
@Command(
    name = "check",
    description = "Validates a configuration without sending anything; prints every error.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ConfigOption config;

  @Spec private CommandSpec spec;

  /// What `--json` prints.
  record Result(boolean valid, List<ConfigProblem> errors, List<ConfigProblem> warnings) {}

  @Override
  public Integer call() {
    common.configureLogging(CommonOptions.Level.WARN);
    LoadResult loading = config.loadStrictly();
    Result result =
        switch (loading) {
          case LoadResult.Loaded loaded -> new Result(true, List.of(), loaded.warnings());
          case LoadResult.Invalid invalid -> new Result(false, invalid.problems(), List.of());
        };
    print(result, loading);
    return result.valid() ? ExitStatus.OK : ExitStatus.BAD_CONFIGURATION;
  }

  private void print(Result result, LoadResult loading) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (common.json) {
      out.println(Json.pretty(result));
      return;
    }
    result.errors().forEach(out::println);
    common.warn(result.warnings(), err);
    if (loading instanceof LoadResult.Loaded loaded) {
      out.println(
          "%s: valid (%d probes, %d credentials)"
              .formatted(
                  config.file(),
                  loaded.configuration().probes().size(),
                  loaded.configuration().credentials().size()));
    } else {
      int errors = result.errors().size();
      err.println("%s: %d %s".formatted(config.file(), errors, errors == 1 ? "error" : "errors"));
    }
  }
}
