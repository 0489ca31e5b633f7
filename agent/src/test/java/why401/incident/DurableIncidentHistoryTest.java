package why401.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DurableIncidentHistoryTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final InstantSource LATER = InstantSource.fixed(NOON.plus(Duration.ofHours(1)));

  @TempDir private Path folder = Path.of(".");
  private final AtomicInteger failures = new AtomicInteger();

  private DurableIncidentHistory open(Path directory) {
    return new DurableIncidentHistory(
        directory, LATER, failures::incrementAndGet, Duration.ofMillis(20));
  }

  @Test
  void openIncident_goesOnAfterARestart() {
    Incident incident = MvStoreIncidentHistoryTest.incident("orders@1", NOON, null);
    try (DurableIncidentHistory history = open(folder)) {
      history.put(incident);
    }
    try (DurableIncidentHistory history = open(folder)) {
      assertThat(history.all()).containsExactly(incident);
      IncidentTracker tracker = new IncidentTracker(history, IncidentListener.all(List.of()));
      assertThat(tracker.open("orders")).contains(incident);
    }
  }

  @Test
  void openIncidentOfAFileThatCouldNotBeReadAtTheStart_hasEnded() throws IOException {
    Path state = folder.resolve("state");
    Incident old = MvStoreIncidentHistoryTest.incident("orders@1", NOON, null);
    try (DurableIncidentHistory history = open(state)) {
      history.put(old);
    }
    Path away = Files.move(state, folder.resolve("away"));
    Files.writeString(state, "no directory");
    try (DurableIncidentHistory history = open(state)) {
      assertThat(history.durable()).isFalse();
      Incident own = MvStoreIncidentHistoryTest.incident("orders@2", NOON.plusSeconds(60), null);
      history.put(own);
      Files.delete(state);
      Files.move(away, state);

      Awaitility.await().atMost(Duration.ofSeconds(30)).until(history::durable);

      assertThat(history.all()).containsExactlyInAnyOrder(own, old.closedAt(LATER.instant(), null));
    }
  }
}
