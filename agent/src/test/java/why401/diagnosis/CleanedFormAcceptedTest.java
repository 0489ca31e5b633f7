package why401.diagnosis;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CleanedFormAcceptedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "accepted when cleaned",
            A.key("'k'").answered(401).seen(new Question.CleanedSecret(), 200),
            "TOKEN_MALFORMED CERTAIN"),
        Row.of(
            "refused when cleaned",
            A.key("'k'").answered(401).seen(new Question.CleanedSecret(), 401),
            ""),
        Row.of("not tried", A.key("'k'").answered(401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new CleanedFormAccepted());
  }
}
