package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AskMalformedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "nobody and nonsense are answered like ours",
            A.token().answered(401, A.BARE).anonymous(401, A.BARE).nonsense(401, A.BARE),
            "malformed-control"),
        Row.of(
            "another scheme is wanted",
            A.token().answered(401, A.BASIC).anonymous(401, A.BASIC).nonsense(401, A.BASIC),
            ""),
        Row.of(
            "nonsense is not known yet",
            A.token().answered(401, A.BARE).anonymous(401, A.BARE),
            ""),
        Row.of("it was seen", A.token().anonymous(401, A.BARE).nonsense(401, A.INVALID), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskMalformed());
  }
}
