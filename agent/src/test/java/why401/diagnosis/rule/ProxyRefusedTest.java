package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Capabilities;

class ProxyRefusedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "407 without a proxy credential", A.key().answered(407), "CREDENTIALS_MISSING CERTAIN"),
        Row.of(
            "407 with a proxy credential",
            A.key()
                .answered(407)
                .means(new Capabilities(false, null, false, false, false, true, true, 1)),
            "CREDENTIALS_INVALID LIKELY"),
        Row.of("401", A.key().answered(401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new ProxyRefused());
  }
}
