package why401.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `demo`: the agent against the built-in lab.
@Command(
    name = "demo",
    description = "Runs the agent against a built-in lab in which one thing after another breaks.")
final class DemoCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Option(
      names = "--port",
      defaultValue = "9401",
      description = "Port of the status page, 0 for any free one; default: ${DEFAULT-VALUE}.")
  private int port = 9401;

  @Option(
      names = "--every",
      defaultValue = "20",
      paramLabel = "SECONDS",
      description = "Time between two faults; default: ${DEFAULT-VALUE}.")
  private int every = 20;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    common.configureLogging(CommonOptions.Level.ERROR);
    Demo demo =
        new Demo(
            spec.commandLine().getOut(),
            Ink.forTerminal(),
            common.json,
            port,
            Duration.ofSeconds(every));
    ProcessSignals.endWithTheProcess(demo.agent());
    demo.run();
    return ExitStatus.OK;
  }
}
