package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AskNonsenseTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "a password, after the anonymous control",
            A.basic().anonymous(401, A.BASIC),
            "nonsense-control"),
        Row.of("before it", A.basic(), ""),
        Row.of("a token that we renew", A.token().anonymous(401, A.BARE), ""),
        Row.of(
            "a token that did not arrive",
            A.token().answered(401, A.BARE).anonymous(401, A.BARE),
            "nonsense-control"),
        Row.of("a session", A.session().anonymous(302), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskNonsense());
  }
}
