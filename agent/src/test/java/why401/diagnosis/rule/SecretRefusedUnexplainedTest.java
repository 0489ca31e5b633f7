package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SecretRefusedUnexplainedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("a password", A.basic(), "CREDENTIALS_INVALID LIKELY"),
        Row.of("a key", A.key().answered(401), "CREDENTIALS_INVALID LIKELY"),
        Row.of("a token", A.token(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new SecretRefusedUnexplained());
  }
}
