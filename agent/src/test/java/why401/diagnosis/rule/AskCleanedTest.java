package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AskCleanedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("quotes", A.key("'k'").answered(401), "cleaned-secret"),
        Row.of("quotes that worked", A.key("'k'").worked().answered(401), ""),
        Row.of("intact", A.key().answered(401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskCleaned());
  }
}
