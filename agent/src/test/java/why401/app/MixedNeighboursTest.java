package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
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
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Finding;

/// Chance shows one probe nothing but the bad replica, and its neighbour both: a coincidence that
/// no real pair of replicas can be made to show at will.
@Execution(ExecutionMode.CONCURRENT)
class MixedNeighboursTest {
  @TempDir private Path folder = Path.of(".");
  private final MockWebServer target = new MockWebServer();
  private final AtomicInteger turn = new AtomicInteger();
  private volatile boolean broken;

  @BeforeEach
  void start() throws IOException {
    target.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            boolean good =
                switch (String.valueOf(request.getHeaders().get("X-API-Key"))) {
                  case "lucky" -> !broken || turn.getAndIncrement() % 2 == 1;
                  case "unlucky" -> !broken;
                  default -> false;
                };
            return new MockResponse.Builder().code(good ? 200 : 401).build();
          }
        });
    target.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    target.close();
  }

  @Test
  void neighbourOfAMixedProbe_getsTheSameVerdict() {
    String text =
        """
        why401 {
          credentials {
            lucky { type = api-key, in = header, name = X-API-Key, value = lucky }
            unlucky { type = api-key, in = header, name = X-API-Key, value = unlucky }
          }
          probes {
            lucky { url = "%1$s", credential = lucky }
            unlucky { url = "%1$s", credential = unlucky }
          }
        }
        """
            .formatted(target.url("/"));
    try (Rehearsal agent =
        new Rehearsal(folder.resolve("why401.conf"), new RehearsalTime(), text)) {
      agent.run("lucky");
      agent.run("unlucky");
      broken = true;
      agent.run("lucky");
      agent.run("unlucky");
      var lucky = agent.incident("lucky").orElseThrow().verdict();
      assertThat(lucky.cause()).isEqualTo(Cause.INCONSISTENT_BACKENDS);
      var unlucky = agent.incident("unlucky").orElseThrow().verdict();
      assertThat(unlucky.cause()).isEqualTo(Cause.INCONSISTENT_BACKENDS);
      assertThat(unlucky.confidence()).isNotEqualTo(Confidence.CERTAIN);
      assertThat(unlucky.evidence())
          .extracting(Finding::finding)
          .contains("Another probe of this origin is accepted and refused in turn right now.");
    }
  }
}
