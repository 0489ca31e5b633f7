package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AskKeyTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("a JWT", A.token(), "key-lookup"),
        Row.of("403", A.token().answered(403), ""),
        Row.of("not arrived", A.token().answered(401, A.BARE), ""),
        Row.of("opaque", A.opaque(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskKey());
  }
}
