package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Experiment;

class CleanedSecretAcceptedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "accepted when cleaned",
            A.key("'k'").answered(401).seen(new Experiment.CleanedSecret(), 200),
            "TOKEN_MALFORMED CERTAIN"),
        Row.of(
            "refused when cleaned",
            A.key("'k'").answered(401).seen(new Experiment.CleanedSecret(), 401),
            ""),
        Row.of("not tried", A.key("'k'").answered(401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new CleanedSecretAccepted());
  }
}
