package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.cause.Cause;
import why401.http.client.RawServer;
import why401.incident.Incident;
import why401.probe.Outcome;

/// Refusals run after run, through the whole engine.
class RefusalRunsTest {
  @TempDir private Path folder = Path.of(".");

  private final RehearsalTime time = new RehearsalTime();
  private final RawServer server =
      RawServer.of(
          (request, out) ->
              out.write(
                  RawServer.answer(
                      switch (request.path().replaceFirst("\\?.*", "")) {
                        case "/open" -> "200 OK";
                        case "/forbidden" -> "403 Forbidden";
                        default -> "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"";
                      },
                      "")));

  @AfterEach
  void close() {
    server.close();
  }

  private Rehearsal agent(String probes) {
    return new Rehearsal(
        folder.resolve("why401.conf"),
        time,
        """
        why401 {
          credentials { c { type = basic, username = probe, password = "some password" } }
          probes { %s }
        }
        """
            .formatted(probes));
  }

  private String url(String path) {
    return "url = \"" + server.url(path) + "\"";
  }

  private Outcome run(Rehearsal agent, String probe) {
    time.pass(Duration.ofSeconds(30));
    return agent.run(probe);
  }

  @Test
  void incident_keepsTheStatusOfItsRefusalWhileThePasswordIsHeldBack() {
    try (Rehearsal agent = agent("p { credential = c, alert.after = 3, " + url("/v1") + " }")) {
      for (int i = 0; i < 2; i++) {
        assertThat(run(agent, "p")).isInstanceOf(Outcome.Refused.class);
      }
      assertThat(run(agent, "p")).isInstanceOf(Outcome.Withheld.class);
      assertThat(run(agent, "p")).isInstanceOf(Outcome.Withheld.class);
      assertThat(agent.incident("p")).map(Incident::status).hasValue(401);
    }
  }

  /// A right that is missing to one probe is no wrong password to the other.
  @Test
  void passwordThatIsGoodElsewhere_isNotHeldBackForAMissingRight() {
    try (Rehearsal agent =
        agent(
            "open { credential = c, %s }, shut { credential = c, %s }"
                .formatted(url("/open"), url("/forbidden")))) {
      assertThat(run(agent, "open")).isInstanceOf(Outcome.Accepted.class);
      for (int i = 0; i < 4; i++) {
        assertThat(run(agent, "shut")).isInstanceOf(Outcome.Refused.class);
      }
      assertThat(run(agent, "open")).isInstanceOf(Outcome.Accepted.class);
    }
  }

  /// What somebody wrote into the request is a credential, though nobody named it one.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "headers { Authorization = \"Bearer abcdef\" }, %s",
        "headers { X-API-Key = abcdef }, %s",
        "%s\"?api_key=abcdef\""
      })
  void credentialInTheRequestItself_isNotCalledMissing(String written) {
    String p = "p { " + written.formatted(url("/v1")) + " }";
    String q = "q { " + written.formatted(url("/forbidden")) + " }";
    try (Rehearsal agent = agent(p + ", " + q)) {
      run(agent, "p");
      assertThat(agent.incident("p").orElseThrow().verdict().cause())
          .isNotEqualTo(Cause.CREDENTIALS_MISSING);
      assertThat(run(agent, "q")).isInstanceOf(Outcome.Refused.class);
    }
  }
}
