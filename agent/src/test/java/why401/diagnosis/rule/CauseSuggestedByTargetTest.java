package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CauseSuggestedByTargetTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "one cause fits",
            A.key().answered(401).body("{\"message\":\"Invalid API key\"}"),
            "CREDENTIALS_INVALID LIKELY"),
        Row.of("a missing credential is judged elsewhere", A.token().answered(401, A.BARE), ""),
        Row.of("nothing fits", A.basic(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new CauseSuggestedByTarget());
  }
}
