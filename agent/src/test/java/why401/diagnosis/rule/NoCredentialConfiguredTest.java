package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NoCredentialConfiguredTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("anonymous probe", A.nobody(), "CREDENTIALS_MISSING CERTAIN"),
        Row.of("worked before, to be repeated", A.nobody().worked(), ""),
        Row.of(
            "worked before, refused again",
            A.nobody().worked().fresh(401),
            "CREDENTIALS_MISSING CERTAIN"),
        Row.of("something was sent", A.basic(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new NoCredentialConfigured());
  }
}
