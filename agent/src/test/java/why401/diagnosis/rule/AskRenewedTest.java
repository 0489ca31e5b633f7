package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Experiment;

class AskRenewedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("a token", A.token(), "renewed-token"),
        Row.of(
            "a token that opens another resource",
            A.token().seen(new Experiment.ControlResource(), 200),
            ""),
        Row.of("not arrived", A.token().answered(401, A.BARE), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskRenewed());
  }
}
