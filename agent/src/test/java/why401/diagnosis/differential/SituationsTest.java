package why401.diagnosis.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.cause.Confidence;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;

/// Situations from public reports and issues, as observations: `diagnosis/situations.txt` says
/// which verdicts a careful person accepts.
class SituationsTest {
  private static final Path FILE = Path.of("src/test/resources/diagnosis/situations.txt");
  private static final Table TABLE = Table.shipped();

  /// One line of the file.
  record Row(
      String name, Subject subject, List<String> seen, List<String> accepted, String surest) {
    static Row of(String line) {
      List<String> parts = Stream.of(line.split("\\|")).map(String::strip).toList();
      String[] at = parts.get(1).toUpperCase(Locale.ROOT).split("/");
      return new Row(
          parts.get(0),
          new Subject(CredentialKind.valueOf(at[0]), Situation.valueOf(at[1])),
          List.of(parts.get(2).split("\\s+")),
          List.of(parts.get(3).split("\\s+")),
          parts.get(4));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() throws IOException {
    return Files.readAllLines(FILE).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(Row::of);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void verdict_isOneThatACarefulPersonAccepts(Row row) {
    Observations seen = Observations.NONE;
    for (String each : row.seen()) {
      String[] pair = each.split("=");
      seen = seen.with(TABLE, pair[0], pair[1], Instant.EPOCH);
    }
    Differential told = Differential.of(Posterior.of(TABLE, row.subject(), seen));
    assertThat(row.accepted()).as(told.toString()).contains(told.cause().label());
    assertThat(told.confidence())
        .as(told.toString())
        .isGreaterThanOrEqualTo(Confidence.valueOf(row.surest().toUpperCase(Locale.ROOT)));
  }
}
