package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
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
import why401.cause.Cause;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.experiment.DiagnosisListener;
import why401.experiment.DiagnosisSession;
import why401.experiment.ExperimentBudget;
import why401.experiment.ExperimentPace;
import why401.experiment.Experimenter;
import why401.incident.Incident;
import why401.probe.Outcome;
import why401.response.ResponseInterpreter;
import why401.run.BackgroundCollector;
import why401.run.ProbeRun;
import why401.run.ProbeState;
import why401.run.TokenFeedback;

/// A diagnosis that fails does not hide what it was to explain.
class DiagnosisFaultTest {
  private static final String FAULTS = "why401_internal_errors_total{part=\"diagnosis\"}";

  @TempDir private Path folder = Path.of(".");
  private final MockWebServer target = new MockWebServer();
  private volatile int status = 401;
  private RuntimeFixture wired;
  private ProbeRun run;
  private ProbeState state;

  @BeforeEach
  void start() throws IOException {
    target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            return new MockResponse.Builder()
                .code(status)
                .addHeader("WWW-Authenticate", "Bearer realm=\"orders\"")
                .build();
          }
        });
    target.start(InetAddress.getLoopbackAddress(), 0);
    String text =
        """
        why401 {
          credentials {
            key { type = api-key, in = header, name = X-API-Key, value = some-key }
            gone { type = bearer, token { file = /no/such/file } }
          }
          probes {
            p { url = "%s", credential = key }
            w { url = "%s", credential = gone }
          }
        }
        """
            .formatted(target.url("/"), target.url("/"));
    wired = new RuntimeFixture(folder.resolve("why401.conf"), text);
    wired.registry.apply(wired.loaded.configuration(), wired.runtime.clock().instant());
    state = wired.registry.named("p").orElseThrow();
    run = broken();
  }

  /// A walk of which the diagnosis fails as soon as it looks around.
  private ProbeRun broken() {
    AgentRuntime runtime = wired.runtime;
    ResponseInterpreter reader = new ResponseInterpreter();
    return new ProbeRun(
        new ProbeRun.Parts(
            runtime.tokens(),
            new TokenFeedback(runtime.tokens(), reader),
            runtime.prober(),
            new DiagnosisSession(
                new Experimenter(
                    runtime.prober(),
                    runtime.tokens(),
                    reader,
                    _ -> {},
                    new ExperimentPace(System::nanoTime, _ -> {})),
                reader,
                new ExperimentBudget(DiagnosisLimits.DEFAULT, runtime.clock()),
                runtime.prober(),
                new DiagnosisSession.Clocks(runtime.clock(), System::nanoTime),
                DiagnosisListener.NONE),
            new BackgroundCollector(
                () -> {
                  throw new IllegalStateException("a fault");
                },
                runtime.tokens()),
            runtime.incidents(),
            runtime.metrics(),
            runtime.changes(),
            runtime.held(),
            runtime.clock()));
  }

  @AfterEach
  void stop() {
    wired.close();
    target.close();
  }

  @Test
  void refusal_opensAnIncidentWithItselfAsEvidence() {
    assertThat(run.run(state)).isInstanceOf(Outcome.Refused.class);
    Incident incident = wired.runtime.incidents().open("p").orElseThrow();
    assertThat(incident.verdict().cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(incident.status()).isEqualTo(401);
    assertThat(incident.verdict().evidence().toString())
        .contains("HTTP 401")
        .contains("Bearer realm=\"orders\"");
    assertThat(wired.metric(FAULTS)).isEqualTo(1);
  }

  @Test
  void furtherRefusals_areCountedToIt_andAnAcceptedRunEndsIt() {
    run.run(state);
    run.run(state);
    assertThat(wired.runtime.incidents().open("p").orElseThrow().refusals()).isEqualTo(2);
    status = 200;
    run.run(state);
    assertThat(wired.runtime.incidents().open("p")).isEmpty();
    assertThat(
            Objects.requireNonNull(
                    wired.runtime.incidents().find(false, "p", null, 1).getFirst().end())
                .cause())
        .isNotNull();
  }

  @Test
  void runWithNothingToSend_opensOneAsWell() {
    run.run(wired.registry.named("w").orElseThrow());
    assertThat(wired.runtime.incidents().open("w").orElseThrow().verdict().cause())
        .isEqualTo(Cause.UNKNOWN);
  }
}
