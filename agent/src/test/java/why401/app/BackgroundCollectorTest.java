package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.Neighbours;
import why401.http.HttpResponse;
import why401.probe.Exchange;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.SentRequest;
import why401.run.BackgroundCollector;
import why401.run.ProbeState;
import why401.token.Credentials;

class BackgroundCollectorTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final String TEXT =
      """
      why401 {
        credentials {
          one { type = api-key, in = header, name = X-API-Key, value = first-key }
          two { type = api-key, in = header, name = X-API-Key, value = second-key }
        }
        probes {
          here { url = "http://a.example/x", credential = one }
          elsewhere { url = "http://b.example/", credential = one }
          beside { url = "http://a.example/y", credential = two }
          anonymous { url = "http://a.example/z" }
        }
      }
      """;

  @TempDir private Path folder = Path.of(".");
  private RuntimeFixture wired;
  private final List<ProbeState> states = new ArrayList<>();

  @BeforeEach
  void start() {
    wired = new RuntimeFixture(folder.resolve("why401.conf"), TEXT);
    for (Probe probe : wired.loaded.configuration().probes()) {
      states.add(ProbeRegistry.single(wired.loaded.configuration(), probe.name(), NOW));
    }
  }

  @AfterEach
  void stop() {
    wired.close();
  }

  private ProbeState state(String name) {
    return states.stream().filter(one -> one.probe().name().equals(name)).findFirst().orElseThrow();
  }

  private void ran(String name, int status) {
    ProbeState state = state(name);
    SentRequest sent =
        new SentRequest(NOW, "GET", state.probe().url(), null, "api-key", "", null, true, true);
    Exchange exchange =
        new Exchange(
            sent,
            NOW,
            state.probe().url(),
            new HttpResponse(status, List.of(), ""),
            0,
            false,
            List.of(),
            null,
            null,
            Duration.ZERO,
            Map.of());
    state.record(
        status == 200
            ? new Outcome.Accepted(exchange)
            : new Outcome.Refused(exchange, Outcome.Shape.UNAUTHORIZED),
        new Credentials.None(),
        List.of());
  }

  private Background background(String name) {
    return new BackgroundCollector(() -> states, wired.runtime.tokens()).of(state(name), 2);
  }

  @Test
  void neighbours_areTalliedByCredentialAndByTarget() {
    ran("here", 401);
    ran("elsewhere", 200);
    ran("beside", 401);
    ran("anonymous", 200);
    Neighbours near = background("here").neighbours();
    assertThat(near.sameCredential()).isEqualTo(new Neighbours.Tally(1, 0));
    assertThat(near.sameTarget()).isEqualTo(new Neighbours.Tally(0, 1));
    assertThat(near.sameIssuer()).isEqualTo(Neighbours.Tally.NONE);
  }

  @Test
  void probesThatHaveNotRun_countForNothing() {
    ran("here", 401);
    assertThat(background("here").neighbours()).isEqualTo(Neighbours.NONE);
  }

  @Test
  void theContext_isTheProbesOwn() {
    Background background = background("here");
    assertThat(background.context().credential()).isEqualTo("one");
    assertThat(background.context().capabilities().addresses()).isEqualTo(2);
    assertThat(background.context().configuration()).isEqualTo(state("here").configuration());
  }
}
