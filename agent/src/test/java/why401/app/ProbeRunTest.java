package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import why401.deployment.RecordBoard;
import why401.incident.Incident;
import why401.probe.Outcome;
import why401.run.ProbeState;
import why401.token.RenewalFailure;

@Execution(ExecutionMode.CONCURRENT)
class ProbeRunTest {
  @TempDir private Path folder = Path.of(".");
  private final MockWebServer target = new MockWebServer();
  private volatile int status = 200;
  private RuntimeFixture wired;
  private ProbeState state;

  @BeforeEach
  void start() throws IOException {
    target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder().code(status).build();
          }
        });
    target.start(InetAddress.getLoopbackAddress(), 0);
    String text =
        """
        why401 {
          probes { p { url = "%s" } }
        }
        """
            .formatted(target.url("/"));
    wired = new RuntimeFixture(folder.resolve("why401.conf"), text);
    wired.registry.apply(wired.loaded.configuration(), wired.runtime.clock().instant());
    state = wired.registry.named("p").orElseThrow();
  }

  @AfterEach
  void stop() {
    wired.close();
    target.close();
  }

  @Test
  void underMaintenance_nothingIsSent_andNothingIsSaid() {
    ProbeState quiet = configured("maintenance { cron = \"* * * * * ?\", duration = 1m }");
    status = 401;
    assertThat(wired.runtime.probeRun().run(quiet))
        .isInstanceOfSatisfying(
            Outcome.Withheld.class,
            held -> assertThat(held.reason()).isEqualTo(Outcome.Withheld.Reason.MAINTENANCE));
    assertThat(target.getRequestCount()).isZero();
    assertThat(wired.runtime.incidents().open("p")).isEmpty();
    assertThat(wired.metric("why401_probe_success{probe=\"p\"}")).isNaN();
    assertThat(wired.metric("why401_probe_withheld_total{probe=\"p\",reason=\"maintenance\"}"))
        .isEqualTo(1);
  }

  private ProbeState configured(String keys) {
    String text = "why401 { probes { p { url = \"%s\", %s } } }".formatted(target.url("/"), keys);
    wired.registry.apply(wired.configuration(text), wired.runtime.clock().instant());
    return wired.registry.named("p").orElseThrow();
  }

  /// A member that does not see the majority, as each does at its start.
  @Test
  void cutOffFromTheCluster_noPasswordIsSent_andNothingIsSaidOfIt() {
    ProbeState guarded =
        configured(
            "credential = c } }, credentials { c { type = basic, username = u, password = p");
    RecordBoard.Member member = new RecordBoard().member("m");
    member.cutOff(true);
    wired.runtime.tokens().passwordGuard().share(member);

    assertThat(wired.runtime.probeRun().run(guarded))
        .isInstanceOfSatisfying(
            Outcome.Withheld.class,
            held -> {
              assertThat(held.reason()).isEqualTo(Outcome.Withheld.Reason.CLUSTER);
              assertThat(held.failure().description()).contains("cluster");
            });
    assertThat(target.getRequestCount()).isZero();
    assertThat(wired.runtime.incidents().open("p")).isEmpty();
    assertThat(wired.metric("why401_probe_success{probe=\"p\"}")).isNaN();
    assertThat(wired.metric("why401_probe_withheld_total{probe=\"p\",reason=\"cluster\"}"))
        .isEqualTo(1);
  }

  @Test
  void anAcceptedRun_isRemembered_andOpensNothing() {
    assertThat(wired.runtime.probeRun().run(state)).isInstanceOf(Outcome.Accepted.class);
    assertThat(state.last()).isNotNull();
    assertThat(state.open()).isNull();
    assertThat(wired.runtime.incidents().open("p")).isEmpty();
  }

  @Test
  void aRefusal_isExaminedOnce_andOpensAnIncident_thatAnAcceptedRunCloses() {
    wired.runtime.probeRun().run(state);
    status = 401;
    assertThat(wired.runtime.probeRun().run(state)).isInstanceOf(Outcome.Refused.class);
    assertThat(wired.runtime.incidents().open("p")).isPresent();
    int asked = target.getRequestCount();
    wired.runtime.probeRun().run(state);
    assertThat(target.getRequestCount() - asked).isLessThanOrEqualTo(asked);
    status = 200;
    wired.runtime.probeRun().run(state);
    assertThat(wired.runtime.incidents().open("p")).isEmpty();
    assertThat(state.open()).isNull();
  }

  @Test
  void acceptedRun_saysHowTheIncidentEnded_andCountsItsOpeningVerdict() {
    wired.runtime.probeRun().run(state);
    status = 401;
    wired.runtime.probeRun().run(state);
    status = 200;
    wired.runtime.probeRun().run(state);
    Incident closed = wired.runtime.incidents().find(false, "p", null, 1).getFirst();
    Incident.End end = Objects.requireNonNull(closed.end());
    assertThat(end.by()).isEqualTo("nothing-here");
    assertThat(new String(wired.runtime.metrics().scrape("").body(), StandardCharsets.UTF_8))
        .contains(
            "why401_verdicts_total{cause=\"%s\",confidence=\"%s\",held=\"%s\"} 1.0"
                .formatted(
                    closed.opening().cause().label(),
                    closed.opening().confidence().label(),
                    closed.held()));
  }

  @Test
  void whileTheAgentEnds_nothingIsSent_andNoIncidentOpens() {
    wired.runtime.end();
    assertThat(wired.runtime.probeRun().run(state))
        .isInstanceOfSatisfying(
            Outcome.Withheld.class,
            withheld -> {
              assertThat(withheld.reason()).isEqualTo(Outcome.Withheld.Reason.SHUTDOWN);
              assertThat(withheld.failure().reason()).isEqualTo(RenewalFailure.Reason.SHUTDOWN);
            });
    assertThat(target.getRequestCount()).isZero();
    assertThat(wired.runtime.incidents().open("p")).isEmpty();
  }
}
