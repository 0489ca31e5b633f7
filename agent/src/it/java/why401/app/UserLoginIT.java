package why401.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.partner.FreePort;
import why401.partner.KeycloakPages;
import why401.partner.KeycloakRealm;
import why401.partner.KeycloakServer;
import why401.partner.NginxLocations;
import why401.partner.NginxServer;
import why401.partner.PlainHttp;
import why401.schedule.TaskTrigger;
import why401.token.authorization.AuthorizationFlow;

/// A person signs in at a real Keycloak while the agent runs, on another machine or in a browser
/// here; from then on the credential renews itself.
@Timeout(240)
final class UserLoginIT {
  private static final NginxServer NGINX = new NginxServer();
  private static final KeycloakPages PERSON = new KeycloakPages("joan", "jo-password-1");

  private static KeycloakRealm realm;

  @TempDir private Path folder = Path.of(".");

  @BeforeAll
  static void start() {
    NGINX.server("api", NginxLocations.answer("/", 200, "welcome")).start();
    realm =
        KeycloakServer.shared()
            .createRealm(
                "logins", Map.of("revokeRefreshToken", true, "oauth2DevicePollingInterval", 1));
    realm.users().create("joan", "jo-password-1");
    realm
        .clients()
        .create(
            "desktop",
            Map.of(
                "publicClient",
                true,
                "standardFlowEnabled",
                true,
                "redirectUris",
                List.of("http://127.0.0.1/*"),
                "attributes",
                Map.of("oauth2.device.authorization.grant.enabled", "true")));
  }

  @AfterAll
  static void stop() {
    NGINX.close();
  }

  private LoadResult.Loaded load(Path file) throws IOException {
    Files.writeString(
        file,
        """
        why401 {
          server.port = %d
          state-dir = "%s"
          credentials { mail { type = refresh-token, issuer = "%s", client-id = desktop, scope = "openid" } }
          probes { inbox { url = "%s", credential = mail, interval = 1s } }
        }
        """
            .formatted(
                FreePort.next(), folder.resolve("state"), realm.issuer(), NGINX.url("api", "/")));
    return switch (new ConfigurationLoader(TaskTrigger.Cron::problem).load(file, Map.of())) {
      case LoadResult.Loaded loaded -> loaded;
      case LoadResult.Invalid invalid -> throw new AssertionError(invalid.problems());
    };
  }

  private static String credentials(Agent agent) {
    return PlainHttp.get("http://127.0.0.1:" + agent.port() + "/api/v1/credentials").body();
  }

  @Test
  void login_whileTheAgentRuns_isPickedUp_andAgainAfterTheSessionEnded() throws Exception {
    Path file = folder.resolve("why401.conf");
    LoadResult.Loaded loaded = load(file);
    UserLogin login = new UserLogin(loaded.configuration(), InstantSource.system());
    try (Agent agent =
        Agent.of(loaded, new Agent.Options(file, Map.of(), InstantSource.system()))) {
      agent.start();
      await().until(() -> credentials(agent).contains("(expected: why401 login mail)"));

      UserLogin.Result denied =
          login.run("mail", null, (url, _, _, _) -> PERSON.visit(url.toString(), false));
      assertThat(denied).isInstanceOf(UserLogin.NotStored.class);
      assertThat(denied.toString()).contains("denied");

      assertThat(login.run("mail", null, (url, _, _, _) -> PERSON.visit(url.toString(), true)))
          .isInstanceOf(UserLogin.Stored.class);
      await().atMost(Duration.ofSeconds(15)).until(agent::allAccepted);

      realm.logoutAll();
      ProbeResult before = agent.once("inbox");
      assertThat(before.success()).isTrue();
      assertThat(
              login.run(
                  "mail",
                  AuthorizationFlow.BROWSER,
                  (url, _, _, _) ->
                      Thread.ofVirtual().start(() -> PERSON.visit(url.toString(), true))))
          .isInstanceOf(UserLogin.Stored.class);
    }
    try (AgentOnce again = new AgentOnce(folder, Files.readString(file))) {
      assertThat(again.run("inbox").success()).isTrue();
    }
  }
}
