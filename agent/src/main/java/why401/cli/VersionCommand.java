package why401.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import why401.api.Json;
import why401.process.BuildInfo;

/// `version`: version, revision, Java.
@Command(name = "version", description = "Prints version, revision and Java version.")
final class VersionCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    BuildInfo version = BuildInfo.current();
    spec.commandLine().getOut().println(common.json ? Json.pretty(version) : version.toString());
    return ExitStatus.OK;
  }
}
