package why401.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import why401.api.Json;
import why401.app.UserLogin;
import why401.config.LoadResult;
import why401.token.authorization.AuthorizationFlow;

/// `login`: a person signs in once, so that a credential can renew itself from then on.
@Command(
    name = "login",
    description =
        "Obtains the refresh token of a credential: a person signs in at its identity provider. The"
            + " token is stored in the state directory, where a running agent finds it.")
final class LoginCommand implements Callable<Integer> {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Mixin private CommonOptions common;
  @Mixin private ConfigOption config;

  @Parameters(paramLabel = "CREDENTIAL", description = "Name of a refresh-token credential.")
  private String credential = "";

  @Option(
      names = "--flow",
      paramLabel = "FLOW",
      description =
          "device: sign in on any machine, with a code to compare (RFC 8628); browser: in a browser"
              + " on this machine (RFC 8252). Default: device if the provider offers it.")
  private @Nullable AuthorizationFlow flow;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    common.configureLogging(CommonOptions.Level.WARN);
    PrintWriter err = spec.commandLine().getErr();
    // That its own refresh token is not there yet is why it is run.
    String own = ".credentials.%s.refresh-token: ".formatted(credential);
    Optional<LoadResult.Loaded> loaded =
        config.loaded(common, err, warning -> !warning.message().contains(own));
    if (loaded.isEmpty()) {
      return ExitStatus.BAD_CONFIGURATION;
    }
    UserLogin login = new UserLogin(loaded.get().configuration(), InstantSource.system());
    return switch (login.run(credential, flow, this::show)) {
      case UserLogin.Stored stored -> {
        print(stored);
        yield ExitStatus.OK;
      }
      case UserLogin.NotPossible fault -> {
        fail(fault.why());
        yield ExitStatus.BAD_CONFIGURATION;
      }
      case UserLogin.NotStored refused -> {
        fail(refused.why());
        yield ExitStatus.OTHERWISE_FAILED;
      }
    };
  }

  private void show(URI url, @Nullable String userCode, boolean complete, Instant until) {
    // With --json, standard output is for the result alone.
    PrintWriter to = common.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    Ink ink = Ink.forTerminal();
    String where = userCode == null ? "in a browser on this machine" : "in any browser";
    to.println("Open %s and sign in for %s:".formatted(where, ink.strong(credential)));
    to.println("  " + ink.strong(url.toString()));
    if (userCode != null) {
      to.println(
          (complete ? "The page shows this code; confirm no other: " : "Enter this code: ")
              + ink.strong(userCode));
    }
    String end = CLOCK.format(until.atZone(ZoneId.systemDefault()));
    to.println(ink.faint("Waiting until " + end + "; Ctrl-C gives up."));
    to.flush();
  }

  private void print(UserLogin.Stored stored) {
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("credential", credential);
      members.put("stored", stored.directory().toString());
      if (stored.end() != null) {
        members.put("expiresAt", stored.end());
      }
      out.println(Json.pretty(members));
      return;
    }
    Instant until = stored.end();
    String end = until == null ? "" : ", valid until " + until.truncatedTo(ChronoUnit.SECONDS);
    out.println(
        "%s  %s: the refresh token is stored in %s%s; an agent uses it without a restart"
            .formatted(Ink.forTerminal().good("signed in"), credential, stored.directory(), end));
  }

  private void fail(String why) {
    if (common.json) {
      Map<String, Object> members = new LinkedHashMap<>();
      members.put("credential", credential);
      members.put("error", why);
      spec.commandLine().getOut().println(Json.pretty(members));
    } else {
      spec.commandLine().getErr().println("login: " + why);
    }
  }
}
