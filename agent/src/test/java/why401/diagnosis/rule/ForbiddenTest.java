package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForbiddenTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("403", A.token().answered(403), "INSUFFICIENT_SCOPE LIKELY"),
        Row.of(
            "403, nobody and nonsense get 401, repeated",
            A.token().answered(403).fresh(403).anonymous(401, A.BARE).nonsense(401, A.INVALID),
            "INSUFFICIENT_SCOPE CERTAIN"),
        Row.of(
            "the same, not repeated",
            A.token().answered(403).anonymous(401, A.BARE).nonsense(401, A.INVALID),
            "INSUFFICIENT_SCOPE LIKELY"),
        Row.of(
            "403 to nobody too",
            A.token().answered(403).anonymous(403),
            "INSUFFICIENT_SCOPE POSSIBLE"),
        Row.of("401", A.token(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new Forbidden());
  }
}
