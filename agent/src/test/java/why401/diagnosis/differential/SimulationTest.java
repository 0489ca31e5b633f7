package why401.diagnosis.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import why401.cause.Confidence;
import why401.diagnosis.table.Table;

/// Holds the figures of the simulation and the table of them that a reviewer sees change.
@Execution(ExecutionMode.CONCURRENT)
class SimulationTest {
  private static final Path COMMITTED = Path.of("src/test/resources/diagnosis/simulation.md");

  @Test
  void whatIsSaid_isAsOftenRightAsItSays() throws IOException {
    SimulationCounts counts = Simulation.of(Table.shipped());
    String report = new SimulationReport(counts).text();
    if (System.getProperty("update") != null) {
      Files.writeString(COMMITTED, report);
    }
    assertThat(counts.of(Confidence.CERTAIN).all()).isGreaterThan(100);
    assertThat(counts.of(Confidence.CERTAIN).wrong()).isZero();
    assertThat(counts.of(Confidence.LIKELY).share()).isGreaterThanOrEqualTo(0.8);
    assertThat(counts.of(Confidence.POSSIBLE).share()).isGreaterThanOrEqualTo(0.45);
    assertThat(counts.certainOutside()).isLessThanOrEqualTo(0.01);
    assertThat(report).as("renew with -Dupdate").isEqualTo(Files.readString(COMMITTED));
  }
}
