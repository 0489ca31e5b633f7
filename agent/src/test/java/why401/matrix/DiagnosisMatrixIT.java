package why401.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Plays all scenarios, one after the other, and compares what the agent said with the committed
/// matrix.
@ResourceLock(value = "Keycloak", mode = ResourceAccessMode.READ_WRITE)
class DiagnosisMatrixIT {
  private static final Path COMMITTED = Path.of("src/test/resources/diagnosis-matrix.md");

  /// What is behind each row, for whom a row surprises.
  private static final Path NOTES = Path.of("target/diagnosis-matrix.log");

  private static final Path TOLD = Path.of("target/diagnosis-matrix.md");
  private static final String ONLY = System.getProperty("why401.matrix", "");

  private static final List<Row> ROWS = new ArrayList<>();

  @BeforeAll
  static void play(@TempDir Path folder) throws Exception {
    Files.deleteIfExists(NOTES);
    List<IllegalStateException> broken = new ArrayList<>();
    try (Lab lab = new Lab()) {
      int number = 0;
      for (Scenario scenario : Scenarios.all()) {
        if (scenario.name().contains(ONLY)) {
          Path own = Files.createDirectory(folder.resolve("scenario-" + ++number));
          try {
            ROWS.add(play(lab, scenario, own));
          } catch (IllegalStateException e) {
            Files.writeString(
                NOTES,
                "broken: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("") + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
            broken.add(e);
          }
        }
      }
    }
    Files.writeString(TOLD, new Matrix(ROWS).text());
    for (IllegalStateException one : broken) {
      throw one;
    }
  }

  private static Row play(Lab lab, Scenario scenario, Path folder) throws Exception {
    long start = System.nanoTime();
    try (Stage stage = new Stage(lab, folder)) {
      scenario.play().act(stage);
      Row row = stage.row(scenario);
      Files.writeString(
          NOTES,
          "%d ms, %s; first run %s%n"
              .formatted(
                  (System.nanoTime() - start) / 1_000_000, Matrix.inShort(row), stage.first()),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
      return row;
    } catch (RuntimeException | AssertionError e) {
      throw new IllegalStateException(scenario.name() + ": " + e.getMessage(), e);
    }
  }

  @AfterAll
  static void forget() {
    ROWS.clear();
  }

  @Test
  void matrix_isTheCommittedOne() throws IOException {
    assertThat(Files.readString(TOLD)).isEqualTo(Files.readString(COMMITTED));
  }

  @Test
  void nothingWrong_isEverCertain() {
    assertThat(ROWS).filteredOn(Row::wrongCertain).extracting(Matrix::inShort).isEmpty();
  }

  @Test
  void controls_openNoIncident() {
    assertThat(ROWS.stream().filter(row -> row.scenario().control() && row.told() != null))
        .extracting(Matrix::inShort)
        .isEmpty();
  }

  @Test
  void everyRow_isToldRight() {
    assertThat(ROWS).filteredOn(row -> !row.right()).extracting(Matrix::inShort).isEmpty();
  }

  @Test
  void noRun_costsMoreThanSixExtraRequests() {
    assertThat(ROWS).filteredOn(row -> row.extra() > 6).extracting(Matrix::inShort).isEmpty();
  }

  @Test
  void matrix_hasWhatWasAskedFor() {
    List<Row> controls = ROWS.stream().filter(row -> row.scenario().control()).toList();
    assertThat(ROWS).hasSizeGreaterThanOrEqualTo(70);
    assertThat(controls).hasSizeGreaterThanOrEqualTo(15);
    assertThat(Stream.of(ROWS).flatMap(List::stream).map(row -> row.scenario().name()))
        .doesNotHaveDuplicates();
  }
}
