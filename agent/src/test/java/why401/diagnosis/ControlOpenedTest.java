package why401.diagnosis;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ControlOpenedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "403 and stable",
            A.token().answered(403).fresh(403).seen(new Question.ControlResource(), 200),
            "INSUFFICIENT_SCOPE CERTAIN"),
        Row.of(
            "403, not repeated",
            A.token().answered(403).seen(new Question.ControlResource(), 200),
            "INSUFFICIENT_SCOPE LIKELY"),
        Row.of(
            "401 with the right password",
            A.basic().seen(new Question.ControlResource(), 200),
            "INSUFFICIENT_SCOPE LIKELY"),
        Row.of("the control refuses too", A.basic().seen(new Question.ControlResource(), 401), ""),
        Row.of("not asked", A.basic(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new ControlOpened());
  }
}
