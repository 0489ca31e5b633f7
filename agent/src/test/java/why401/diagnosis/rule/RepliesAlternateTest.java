package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.RunSeries;

class RepliesAlternateTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "refused, accepted, refused, accepted",
            A.token().fresh(200).fresh(401).fresh(200),
            "INCONSISTENT_BACKENDS CERTAIN"),
        Row.of(
            "refused, accepted, refused",
            A.token().fresh(200).fresh(401),
            "INCONSISTENT_BACKENDS LIKELY"),
        Row.of(
            "the same, after a flapping history",
            A.token()
                .history(
                    new RunSeries(
                        Stream.of(true, false, true, false)
                            .map(ok -> new RunSeries.Run(A.NOON, ok))
                            .toList(),
                        false))
                .fresh(200)
                .fresh(401),
            "INCONSISTENT_BACKENDS CERTAIN"),
        Row.of(
            "refused, accepted, after a flapping history",
            A.token()
                .history(
                    new RunSeries(
                        Stream.of(true, false, true, false)
                            .map(ok -> new RunSeries.Run(A.NOON, ok))
                            .toList(),
                        false))
                .fresh(200),
            "INCONSISTENT_BACKENDS LIKELY"),
        Row.of("addresses differ", A.token().addresses(401, 200), "INCONSISTENT_BACKENDS CERTAIN"),
        Row.of("refused, accepted", A.token().fresh(200), ""),
        Row.of("an address that does not answer is no opinion", A.token().addresses(401, 502), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new RepliesAlternate());
  }
}
