package why401.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import why401.app.RunningAgent;
import why401.app.RunningAgent.Retry;
import why401.config.Configuration;
import why401.config.LoadResult;

/// `retry`: tells the running agent that something was repaired.
@Command(
    name = "retry",
    description =
        "Makes the running agent try a credential now that it holds back: something was repaired.")
final class RetryCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;
  @Mixin private ConfigOption config;
  @Mixin private AgentAccess access;

  @Parameters(paramLabel = "NAME", description = "Name of a credential, or of a probe.")
  private String name;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    common.configureLogging(CommonOptions.Level.WARN);
    PrintWriter err = spec.commandLine().getErr();
    Optional<LoadResult.Loaded> loaded = config.loaded(common, err);
    if (loaded.isEmpty()) {
      return ExitStatus.BAD_CONFIGURATION;
    }
    Configuration configuration = loaded.get().configuration();
    RunningAgent agent = access.agent(configuration);
    try {
      String credential = credential(configuration);
      Retry answer = agent.retry(credential);
      return report(credential, answer, err);
    } catch (IOException | IllegalArgumentException e) {
      err.println(
          "retry: no agent is reached at %s: %s (expected: one that runs with this configuration, or its address with --url)"
              .formatted(agent.address(), e.getMessage()));
      return ExitStatus.FAILED;
    }
  }

  private String credential(Configuration configuration) {
    if (configuration.credentials().containsKey(name)) {
      return name;
    }
    return configuration.probes().stream()
        .filter(probe -> probe.name().equals(name))
        .flatMap(probe -> Optional.ofNullable(probe.credential()).stream())
        .findFirst()
        .orElse(name);
  }

  private static String probes(String list) {
    String names = list.replaceAll("^\\[|]$", "");
    return names.isEmpty() ? "no probe" : (names.contains(",") ? "probes " : "probe ") + names;
  }

  private int report(String credential, Retry answer, PrintWriter err) {
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(answer.body());
    }
    switch (answer.status()) {
      case 200 -> {
        if (!common.json) {
          out.println(credential + ": tried now, by " + probes(answer.member("probes")));
        }
        return ExitStatus.OK;
      }
      case 409 -> {
        err.println(
            "retry: %s was tried ahead of time already and refused; so that its account is not locked, the next attempt is made at %s, or at once with a new secret"
                .formatted(credential, answer.member("heldUntil")));
        return ExitStatus.OTHERWISE_FAILED;
      }
      case 404 ->
          err.println(
              "retry: %s (expected: a credential of the running agent)".formatted(credential));
      case 401 -> err.println("retry: the running agent wants a user name and password (-u)");
      default -> err.println("retry: the running agent answers " + answer.status());
    }
    return ExitStatus.FAILED;
  }
}
