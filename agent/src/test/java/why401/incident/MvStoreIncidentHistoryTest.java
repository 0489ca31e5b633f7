package why401.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.ExperimentReport;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;

class MvStoreIncidentHistoryTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final MvStoreIncidentHistory.Bounds SMALL =
      new MvStoreIncidentHistory.Bounds(3, Duration.ofDays(90));

  @TempDir private Path directory = Path.of(".");
  private final AtomicInteger failures = new AtomicInteger();
  private Instant now = NOON;

  @Test
  void restart_findsEveryDetailAgain() throws IOException {
    Incident incident = incident("a", NOON, null);
    try (MvStoreIncidentHistory history = open()) {
      history.put(incident);
    }
    try (MvStoreIncidentHistory again = open()) {
      assertThat(again.all()).containsExactly(incident);
    }
  }

  @Test
  void restart_findsTheEndAndTheOpeningAgain() throws IOException {
    Incident.End end = new Incident.End("new-secret", Cause.CREDENTIALS_INVALID);
    Incident incident = incident("a", NOON, null).closedAt(NOON, end);
    try (MvStoreIncidentHistory history = open()) {
      history.put(incident);
    }
    try (MvStoreIncidentHistory again = open()) {
      assertThat(again.all()).containsExactly(incident);
    }
  }

  @Test
  void incidentOfTheFirstVersion_isStillRead() throws IOException {
    String stored =
        """
        {"id":"01","probe":"orders","credential":null,"severity":"critical","labels":{"team":"pay"},\
        "status":401,"since":1795521600123,"until":1795521660000,"refusals":3,"verdict":\
        {"cause":"TOKEN_EXPIRED","confidence":"CERTAIN","faultDomain":"CREDENTIAL",\
        "summary":"s","evidence":[],"experiments":[],"changed":[],"remedy":"r"}}\
        """;
    Files.createDirectories(directory);
    try (MVStore store = MVStore.open(directory.resolve("incidents.mv").toString())) {
      store.<String, String>openMap("incidents").put("01", stored);
    }
    try (MvStoreIncidentHistory history = open()) {
      Incident read = history.all().getFirst();
      assertThat(read.since()).isEqualTo(Instant.ofEpochMilli(1795521600123L));
      assertThat(read.until()).isEqualTo(Instant.ofEpochMilli(1795521660000L));
      assertThat(read.verdict().cause()).isEqualTo(Cause.TOKEN_EXPIRED);
      assertThat(read.verdict().odds()).isEqualTo(Verdict.Odds.NONE);
      assertThat(read.opening().confidence()).isEqualTo(Confidence.CERTAIN);
      assertThat(read.end()).isNull();
    }
  }

  @Test
  void kill_losesNothingThatIsASecondOld() throws IOException, InterruptedException {
    ProcessBuilder writer =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            HistoryWriter.class.getName(),
            directory.toString());
    Process process = writer.inheritIO().redirectOutput(ProcessBuilder.Redirect.PIPE).start();
    try (var lines = process.inputReader()) {
      assertThat(lines.readLine()).as("written a second ago").isEqualTo("durable");
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (MvStoreIncidentHistory history = open()) {
      assertThat(history.all()).extracting(Incident::id).contains("written");
    }
    assertThat(failures).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 5_000})
  void fileThatIsCutShort_isPutAsideOrRepaired_andAStartIsPossible(int bytes) throws IOException {
    try (MvStoreIncidentHistory history = open()) {
      history.put(incident("a", NOON, null));
    }
    Path file = directory.resolve("incidents.mv");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
    try (MvStoreIncidentHistory history = open()) {
      history.put(incident("b", NOON, null));
      assertThat(history.all()).extracting(Incident::id).contains("b");
    }
  }

  @Test
  void fileOfGarbage_isPutAside() throws IOException {
    Files.write(directory.resolve("incidents.mv"), new byte[20_000]);
    try (MvStoreIncidentHistory history = open()) {
      assertThat(history.all()).isEmpty();
    }
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("incidents.unreadable-" + NOON.getEpochSecond());
    }
  }

  @Test
  void fileOfGarbage_doesNotKeepTheNextFromBeingWritten() throws IOException {
    Files.write(directory.resolve("incidents.mv"), new byte[20_000]);
    try (MvStoreIncidentHistory history = open()) {
      history.put(incident("a", NOON, null));
    }
    try (MvStoreIncidentHistory again = open()) {
      assertThat(again.all()).extracting(Incident::id).containsExactly("a");
    }
    assertThat(failures).hasValue(0);
  }

  /// `/dev/full` stands for a disk without space.
  @Test
  void fileWithoutSpace_isLeftAloneAndReportedByAnException() throws IOException {
    Path file = Files.createSymbolicLink(directory.resolve("incidents.mv"), Path.of("/dev/full"));
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessage("incidents.mv cannot be written");
    assertThat(file).isSymbolicLink();
  }

  /// Another agent, or `why401 probe` beside it: the history stays with who has it.
  @Test
  void fileThatIsInUse_isLeftAlone() throws IOException {
    try (MvStoreIncidentHistory history = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(IOException.class)
          .hasMessage("in use by another why401");
      history.put(incident("a", NOON, null));
    }
    try (MvStoreIncidentHistory again = open()) {
      assertThat(again.all()).extracting(Incident::id).containsExactly("a");
    }
    assertThat(failures).hasValue(0);
  }

  @Test
  void overwrittenMiddle_neverPreventsAStart() throws IOException {
    try (MvStoreIncidentHistory history = open()) {
      for (int i = 0; i < 3; i++) {
        history.put(incident("i" + i, NOON.plusSeconds(i), null));
      }
    }
    Path file = directory.resolve("incidents.mv");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[4_000]), 8_200);
    }
    try (MvStoreIncidentHistory history = open()) {
      history.put(incident("later", NOON, null));
      assertThat(history.all()).extracting(Incident::id).contains("later");
    }
  }

  @Test
  void moreThanTheMost_dropsTheOldestClosedOnes() throws IOException {
    try (MvStoreIncidentHistory history = open()) {
      history.put(incident("open", NOON.minusSeconds(60), null));
      for (int i = 0; i < 5; i++) {
        history.put(incident("i" + i, NOON.plusSeconds(i), NOON.plusSeconds(i)));
      }
      assertThat(history.all())
          .extracting(Incident::id)
          .containsExactlyInAnyOrder("open", "i3", "i4");
    }
  }

  @Test
  void incidentThatEndedLongAgo_isForgotten() throws IOException {
    try (MvStoreIncidentHistory history = open()) {
      history.put(incident("old", NOON, NOON));
    }
    now = NOON.plus(Duration.ofDays(91));
    try (MvStoreIncidentHistory history = open()) {
      assertThat(history.all()).isEmpty();
    }
  }

  private MvStoreIncidentHistory open() throws IOException {
    return new MvStoreIncidentHistory(directory, SMALL, () -> now, _ -> failures.incrementAndGet());
  }

  static Incident incident(String id, Instant since, @Nullable Instant until) {
    return new Incident(
        id,
        "orders",
        "orders-client",
        "critical",
        Map.of("team", "orders"),
        401,
        since,
        until,
        3,
        new Verdict(
            Cause.CLOCK_SKEW,
            Confidence.CERTAIN,
            Cause.CLOCK_SKEW.faultDomain(),
            "The clocks differ.",
            List.of(new Finding(Finding.From.RESPONSE, "Date is ten minutes ahead.")),
            List.of(new ExperimentReport("identical-retry", 401, "the same", 1)),
            List.of(new Change("address", "10.0.0.1", "10.0.0.2", since)),
            "Look at NTP."));
  }
}
