package why401.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import why401.app.Agent;
import why401.app.ProcessSignals;
import why401.config.LoadResult;

/// `run`: the agent, until SIGTERM or SIGINT.
@Command(name = "run", description = "Runs the agent until SIGTERM or SIGINT.")
final class RunCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration (HOCON); read again when it changes and on SIGHUP.")
  private Path config;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    common.configureLogging(CommonOptions.Level.INFO);
    Optional<LoadResult.Loaded> loaded =
        ConfigOption.from(config, common, spec.commandLine().getErr());
    if (loaded.isEmpty()) {
      return ExitStatus.BAD_CONFIGURATION;
    }
    Agent agent =
        Agent.of(loaded.get(), new Agent.Options(config, System.getenv(), InstantSource.system()));
    ProcessSignals.run(agent);
    return ExitStatus.OK;
  }
}
