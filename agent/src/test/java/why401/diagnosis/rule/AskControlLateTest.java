package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AskControlLateTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("a token", A.token(), "control-resource"),
        Row.of("a password was asked early", A.basic(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskControlLate());
  }
}
