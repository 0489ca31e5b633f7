package why401.cli;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import why401.app.RunningAgent;
import why401.config.Configuration;

/// How the running agent is reached: where, and as whom.
final class AgentAccess {
  private static final String PASSWORD = "WHY401_PASSWORD";
  private static final Set<String> SCHEMES = Set.of("http", "https");

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Address of the running agent, if not that of the configuration.")
  private @Nullable URI url;

  @Option(
      names = {"-u", "--user"},
      paramLabel = "NAME[:PASSWORD]",
      description =
          "Of the running agent's web-config; the password may be in the variable "
              + PASSWORD
              + ".")
  private @Nullable String user;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  RunningAgent agent(Configuration configuration) {
    if (url != null && (url.getHost() == null || !SCHEMES.contains(url.getScheme()))) {
      throw new ParameterException(
          spec.commandLine(), "--url: %s (expected: such as https://agent:9401)".formatted(url));
    }
    return new RunningAgent(configuration, url, account());
  }

  private @Nullable String account() {
    String password = System.getenv(PASSWORD);
    return user == null || user.contains(":") || password == null ? user : user + ":" + password;
  }
}
