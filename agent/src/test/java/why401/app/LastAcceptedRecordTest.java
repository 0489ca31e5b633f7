package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.diagnosis.verdict.Finding;

/// Equal runs leave nothing behind but the time of the last.
class LastAcceptedRecordTest {
  @TempDir private Path folder = Path.of(".");
  private volatile int status = 200;

  @Test
  void aRefusal_isToldWithTheTimeOfTheLastAcceptedRun() throws IOException {
    RehearsalTime time = new RehearsalTime();
    try (MockWebServer target = new MockWebServer()) {
      target.setDispatcher(
          new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
              boolean key = request.getHeaders().get("X-API-Key") != null;
              String says = key ? "Invalid API key" : "No API key found in request";
              return new MockResponse.Builder()
                  .code(key ? status : 401)
                  .body("{\"message\":\"" + says + "\"}")
                  .build();
            }
          });
      target.start(InetAddress.getLoopbackAddress(), 0);
      String text =
          """
          why401 {
            credentials.key { type = api-key, in = header, name = X-API-Key, value = secret }
            probes.feed { url = "%s", credential = key }
          }
          """
              .formatted(target.url("/"));
      try (Rehearsal agent = new Rehearsal(folder.resolve("why401.conf"), time, text)) {
        agent.run("feed");
        time.pass(Duration.ofMinutes(10));
        agent.run("feed");
        Instant last = time.instant().truncatedTo(ChronoUnit.MINUTES);
        time.pass(Duration.ofMinutes(2));
        status = 401;
        agent.run("feed");
        assertThat(agent.incident("feed").orElseThrow().verdict().evidence())
            .extracting(Finding::finding)
            .anySatisfy(
                said ->
                    assertThat(said)
                        .startsWith(
                            "Exactly what was sent now was accepted at "
                                + last.toString().substring(0, 16)));
      }
    }
  }
}
