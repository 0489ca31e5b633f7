package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DigestNonceStaleTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "stale",
            A.digest().answered(401, "WWW-Authenticate: Digest nonce=\"n\", stale=true"),
            "SESSION_STALE LIKELY"),
        Row.of("not stale", A.digest(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new DigestNonceStale());
  }
}
