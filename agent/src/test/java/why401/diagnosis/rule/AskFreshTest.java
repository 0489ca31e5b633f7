package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AskFreshTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("cookies", A.token().worked().surface("", true), "fresh-session"),
        Row.of("asked already", A.token().worked().surface("", true).fresh(401), ""),
        Row.of("no cookies", A.token().worked(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskFresh());
  }
}
