package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.config.ConfigurationLoader;
import why401.config.LoadResult;
import why401.schedule.TaskTrigger;

/// A refresh token is not spent beside an agent that runs: that agent is asked.
class RunningAgentTest {
  @TempDir private Path folder = Path.of(".");
  private final MockWebServer server = new MockWebServer();
  private RunningAgent running;
  private @Nullable String user;

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
    running = agent(server.getPort());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RunningAgent agent(int port) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("why401.conf"),
            """
            why401 {
              server { host = "127.0.0.1", port = %d }
              state-dir = state
              credentials {
                r { type = refresh-token, token-url = "https://idp.example/t", client-id = c, refresh-token = r }
                k { type = api-key, in = header, name = X, value = k }
              }
              probes {
                chain { url = "https://a.example/", credential = r }
                key { url = "https://a.example/", credential = k }
                both { url = "https://a.example/", credential = [k, r] }
              }
            }
            """
                .formatted(port));
    LoadResult loaded = new ConfigurationLoader(TaskTrigger.Cron::problem).load(file, Map.of());
    return new RunningAgent(((LoadResult.Loaded) loaded).configuration(), null, user);
  }

  @Test
  void onlyRefreshTokens_areSpent() {
    assertThat(running.spendsRefreshToken("chain")).isTrue();
    assertThat(running.spendsRefreshToken("both")).isTrue();
    assertThat(running.spendsRefreshToken("key")).isFalse();
  }

  @Test
  void runningAgent_saysHowItsProbeIs() throws InterruptedException {
    String incident = "{\"cause\":\"token_revoked\",\"summary\":\"S\",\"remedy\":\"R\"}";
    String state =
        "{\"name\":\"chain\",\"success\":false,\"status\":401,\"incident\":%s}".formatted(incident);
    server.enqueue(new MockResponse.Builder().code(200).body(state).build());

    assertThat(running.ask("chain"))
        .isInstanceOfSatisfying(
            RunningAgent.ProbeReport.class,
            told -> {
              assertThat(told.cause()).isEqualTo("token_revoked");
              assertThat(told.success()).isFalse();
              assertThat(told.line()).contains("by the running agent", "S", "R");
            });
    assertThat(server.takeRequest().getTarget()).isEqualTo("/api/v1/probes/chain");
  }

  @Test
  void agentThatWantsAPassword_isNotGoneRound() {
    server.enqueue(new MockResponse.Builder().code(401).build());

    assertThat(running.ask("chain"))
        .isInstanceOfSatisfying(
            RunningAgent.Silent.class,
            silent -> assertThat(silent.why()).contains("wants a user name", "-u", "not spent"));
  }

  @Test
  void passwordThatIsGiven_isSent_andItsRefusalSaid() throws IOException, InterruptedException {
    user = "ops:secret";
    running = agent(server.getPort());
    server.enqueue(new MockResponse.Builder().code(401).build());

    assertThat(running.ask("chain"))
        .isInstanceOfSatisfying(
            RunningAgent.Silent.class,
            silent ->
                assertThat(silent.why())
                    .contains("refuses the user name and password")
                    .doesNotContain("secret"));
    assertThat(server.takeRequest().getHeaders().get("Authorization"))
        .isEqualTo("Basic b3BzOnNlY3JldA==");
  }

  @Test
  void otherServerOnThePort_isNoAgent() {
    server.enqueue(new MockResponse.Builder().code(404).build());

    assertThat(running.ask("chain")).isInstanceOf(RunningAgent.NoAgent.class);
  }

  @Test
  void nobodyOnThePort_isNoAgent() throws IOException {
    int port = server.getPort();
    server.close();

    assertThat(agent(port).ask("chain")).isInstanceOf(RunningAgent.NoAgent.class);
  }
}
