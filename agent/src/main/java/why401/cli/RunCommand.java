package why401.cli;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import why401.app.Agent;
import why401.config.LoadResult;

/// `run`: the agent, until SIGTERM or SIGINT.
@Command(
    name = "run",
    description =
        "Runs the agent until SIGTERM or SIGINT. Reloads the configuration when its file changes"
            + " and on SIGHUP.")
final class RunCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ConfigOption config;

  @Spec private CommandSpec spec;

  /// The configuration, if valid; problems are printed.
  Optional<LoadResult.Loaded> loaded() {
    return config.loaded(common, spec.commandLine().getErr());
  }

  @Override
  public Integer call() throws InterruptedException {
    Agent.prepare();
    common.configureLogging(CommonOptions.Level.INFO);
    Optional<LoadResult.Loaded> loaded = loaded();
    if (loaded.isEmpty()) {
      return ExitStatus.BAD_CONFIGURATION;
    }
    Agent agent =
        Agent.of(
            loaded.get(),
            new Agent.Options(config.file(), System.getenv(), InstantSource.system()));
    ProcessSignals.run(agent);
    return ExitStatus.OK;
  }
}
