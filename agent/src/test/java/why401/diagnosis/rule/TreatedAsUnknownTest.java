package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreatedAsUnknownTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "a key",
            A.key().answered(401).anonymous(401, A.BASIC).nonsense(401),
            "CREDENTIALS_INVALID LIKELY"),
        Row.of(
            "an opaque token that worked",
            A.opaque().worked().anonymous(401, A.BARE).nonsense(401, A.INVALID),
            "TOKEN_REVOKED LIKELY"),
        Row.of(
            "an opaque token that never worked",
            A.opaque().anonymous(401, A.BARE).nonsense(401, A.INVALID),
            "CREDENTIALS_INVALID LIKELY"),
        Row.of(
            "a JWT is judged by more",
            A.token().anonymous(401, A.BARE).nonsense(401, A.INVALID),
            ""),
        Row.of(
            "everybody is answered the same",
            A.basic().anonymous(401, A.BASIC).nonsense(401, A.BASIC),
            ""),
        Row.of("ours is known", A.key().answered(401).anonymous(401, A.BASIC).nonsense(403), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new TreatedAsUnknown());
  }
}
