package why401.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
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
import why401.api.Json;
import why401.app.Agent;
import why401.app.ProbeResult;
import why401.app.RunningAgent;
import why401.config.Configuration;
import why401.config.LoadResult;
import why401.probe.Probe;

/// `probe`: runs the named probes once, including the diagnosis.
@Command(
    name = "probe",
    description = "Runs the named probes once, including the diagnosis, and prints the result.")
final class ProbeCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ConfigOption config;
  @Mixin private AgentAccess access;

  @Option(names = "--all", description = "Run every probe.")
  private boolean all;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Names of probes; * and ? stand for any characters and any one.")
  private List<String> patterns = List.of();

  @Spec private CommandSpec spec;

  private @Nullable Agent agent;

  @Override
  public Integer call() {
    common.configureLoggingOfVerdicts();
    PrintWriter err = spec.commandLine().getErr();
    Optional<LoadResult.Loaded> loaded = config.loaded(common, err);
    if (all == !patterns.isEmpty()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "probe: "
              + (all ? "--all together with names" : "no name")
              + " (expected: --all, or names)");
    }
    if (loaded.isEmpty()) {
      return ExitStatus.BAD_CONFIGURATION;
    }
    try {
      return run(loaded.get(), err);
    } finally {
      if (agent != null) {
        agent.close();
      }
    }
  }

  /// Made when it is needed: it must not use the state of an agent that runs and is asked instead.
  private Agent agent(LoadResult.Loaded loaded) {
    Agent known = agent;
    Agent used =
        known == null
            ? Agent.of(
                loaded, new Agent.Options(config.file(), System.getenv(), InstantSource.system()))
            : known;
    agent = used;
    return used;
  }

  private List<Probe> probes(LoadResult.Loaded loaded) {
    Configuration configuration = loaded.configuration();
    return configuration.targets().sources().isEmpty()
        ? configuration.probes()
        : agent(loaded).discover();
  }

  private int run(LoadResult.Loaded loaded, PrintWriter err) {
    List<String> configured = probes(loaded).stream().map(Probe::name).toList();
    ProbeSelection selection = new ProbeSelection(configured);
    List<String> unknown = all ? List.of() : selection.unknown(patterns);
    for (String name : unknown) {
      err.println("probe: %s (expected: one of %s)".formatted(name, selection.some()));
    }
    if (!unknown.isEmpty()) {
      return ExitStatus.BAD_CONFIGURATION;
    }
    List<String> names = all ? configured : selection.matching(patterns);
    RunningAgent running = access.agent(loaded.configuration());
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
    List<ProbeResult> results = own.stream().map(name -> agent(loaded).once(name)).toList();
    print(results, told);
    return status(results, told);
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
