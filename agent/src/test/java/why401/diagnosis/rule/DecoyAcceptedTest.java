package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DecoyAcceptedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "nonsense is accepted",
            A.key().answered(401).anonymous(401).nonsense(200),
            "SERVER_MISCONFIGURED CERTAIN"),
        Row.of("so is nobody", A.key().answered(401).anonymous(200).nonsense(200), ""),
        Row.of("nonsense is refused", A.key().answered(401).nonsense(401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new DecoyAccepted());
  }
}
