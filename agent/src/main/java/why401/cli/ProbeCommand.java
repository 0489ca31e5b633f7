package why401.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import why401.api.Json;
import why401.app.Agent;
import why401.app.ProbeResult;
import why401.app.RunningAgent;
import why401.config.LoadResult;

/// `probe`: runs the named probes once, including the diagnosis.
@Command(
    name = "probe",
    description = "Runs the named probes once, including the diagnosis, and prints the result.")
final class ProbeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ConfigOption config;

  @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of probes.")
  private List<String> names = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    common.configureLogging(CommonOptions.Level.WARN);
    PrintWriter err = spec.commandLine().getErr();
    Optional<LoadResult.Loaded> loaded = config.loaded(common, err);
    if (loaded.isEmpty() || !known(loaded.get(), err)) {
      return ExitStatus.BAD_CONFIGURATION;
    }
    RunningAgent running = new RunningAgent(loaded.get().configuration());
    List<String> own = new ArrayList<>(names);
    List<RunningAgent.ProbeReport> told = new ArrayList<>();
    for (String name : names) {
      if (running.spendsRefreshToken(name)) {
        switch (running.ask(name)) {
          case RunningAgent.ProbeReport answer -> told.add(answer);
          case RunningAgent.NoAgent _ -> {
            continue;
          }
          case RunningAgent.Silent silent -> {
            err.println("probe: " + silent.why());
            return ExitStatus.OTHERWISE_FAILED;
          }
        }
        own.remove(name);
      }
    }
    List<ProbeResult> results = run(loaded.get(), own);
    print(results, told);
    return status(results, told);
  }

  private List<ProbeResult> run(LoadResult.Loaded loaded, List<String> own) {
    List<ProbeResult> results = new ArrayList<>();
    if (!own.isEmpty()) {
      Agent.Options options =
          new Agent.Options(config.file(), System.getenv(), InstantSource.system());
      try (Agent agent = Agent.of(loaded, options)) {
        own.forEach(name -> results.add(agent.once(name)));
      }
    }
    return results;
  }

  private boolean known(LoadResult.Loaded loaded, PrintWriter err) {
    List<String> configured =
        loaded.configuration().probes().stream().map(probe -> probe.name()).toList();
    List<String> unknown = names.stream().filter(name -> !configured.contains(name)).toList();
    for (String name : unknown) {
      err.println("probe: %s (expected: one of %s)".formatted(name, String.join(", ", configured)));
    }
    return unknown.isEmpty();
  }

  private void print(List<ProbeResult> results, List<RunningAgent.ProbeReport> told) {
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      List<Object> all = new ArrayList<>(results.stream().map(ProbeResult::json).toList());
      told.forEach(answer -> all.add(answer.members()));
      out.println(Json.pretty(all));
      return;
    }
    told.forEach(answer -> out.println(answer.line()));
    Ink ink = Ink.forTerminal();
    for (ProbeResult result : results) {
      if (result.verdict() != null) {
        new VerdictPrinter(out, ink).print(result.name(), result.status(), result.verdict());
      } else if (result.success()) {
        out.println(
            ink.good("accepted") + "  " + ink.strong(result.name()) + "  HTTP " + result.status());
      } else {
        out.println(
            ink.bad(String.valueOf(result.reason()))
                + "  "
                + ink.strong(result.name())
                + "  "
                + result.detail());
      }
    }
  }

  private static int status(List<ProbeResult> results, List<RunningAgent.ProbeReport> told) {
    if (results.stream().anyMatch(result -> result.verdict() != null)
        || told.stream().anyMatch(answer -> answer.cause() != null)) {
      return ExitStatus.UNAUTHORIZED;
    }
    return results.stream().allMatch(ProbeResult::success)
            && told.stream().allMatch(RunningAgent.ProbeReport::success)
        ? ExitStatus.OK
        : ExitStatus.OTHERWISE_FAILED;
  }
}
