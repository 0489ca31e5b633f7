package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.cause.Cause;
import why401.diagnosis.verdict.Finding;
import why401.http.client.RawServer;
import why401.incident.Incident;
import why401.probe.Outcome;

/// Refusals run after run, through the whole engine.
class RefusalRunsTest {
  @TempDir private Path folder = Path.of(".");

  private final RehearsalTime time = new RehearsalTime();
  private volatile boolean refusing;
  private final AtomicInteger asked = new AtomicInteger();
  private final RawServer server =
      RawServer.of(
          (request, out) -> {
            asked.incrementAndGet();
            out.write(
                RawServer.answer(
                    switch (request.path().replaceFirst("\\?.*", "")) {
                      case "/open" -> "200 OK";
                      case "/forbidden" -> "403 Forbidden";
                      case "/turns" -> refusing ? "401 Unauthorized" : "200 OK";
                      default -> "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"";
                    },
                    ""));
          });

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

  private Rehearsal key(String path) {
    return new Rehearsal(
        folder.resolve("why401.conf"),
        time,
        """
        why401 {
          credentials { k { type = api-key, in = header, name = X-API-Key, value = some-key } }
          probes { p { credential = k, interval = 1s, %s } }
        }
        """
            .formatted(url(path)));
  }

  /// A filter that bans at the fifth refusal does not get to see it: experiments count as runs do.
  @Test
  void target_seesFourRefusalsAtOnce_andThenFewer() {
    try (Rehearsal agent = key("/v1")) {
      agent.run("p");
      assertThat(asked.get()).isLessThanOrEqualTo(4);
      for (int i = 0; i < 20; i++) {
        time.pass(Duration.ofSeconds(1));
        agent.run("p");
      }
      assertThat(asked.get()).isLessThanOrEqualTo(4);
      assertThat(agent.run("p"))
          .isInstanceOfSatisfying(
              Outcome.Withheld.class,
              held -> assertThat(held.reason()).isEqualTo(Outcome.Withheld.Reason.SLOWED_DOWN));
      assertThat(agent.incident("p").orElseThrow().verdict().evidence())
          .anyMatch(finding -> finding.finding().contains("asked less often"));
    }
  }

  /// What passed between two incidents counts in the second.
  @Test
  void secondIncident_knowsThatTheKeyWasAcceptedAfterTheFirst() {
    try (Rehearsal agent = key("/turns")) {
      agent.run("p");
      for (int i = 0; i < 2; i++) {
        refusing = true;
        time.pass(Duration.ofMinutes(5));
        assertThat(agent.run("p")).isInstanceOf(Outcome.Refused.class);
        Incident open = agent.incident("p").orElseThrow();
        assertThat(open.verdict().evidence())
            .extracting(Finding::finding)
            .noneMatch(text -> text.startsWith("No credential was accepted"))
            .noneMatch(text -> text.contains("has not come in time"));
        assertThat(open.verdict().odds().mechanism()).isNotEqualTo("wrong-from-start");
        assertThat(open.verdict().summary()).doesNotContain("in time");
        refusing = false;
        time.pass(Duration.ofMinutes(5));
        assertThat(agent.run("p")).isInstanceOf(Outcome.Accepted.class);
        assertThat(agent.incident("p")).isEmpty();
      }
      assertThat(agent.incidents()).hasSize(2);
    }
  }
}
