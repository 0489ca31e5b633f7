package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RateLimitNamedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "said",
            A.key().answered(401).body("{\"message\":\"Too many requests\"}"),
            "RATE_LIMITED CERTAIN"),
        Row.of(
            "attempts, which may as well have locked an account",
            A.key().answered(401).body("{\"message\":\"Too many attempts\"}"),
            "RATE_LIMITED LIKELY"),
        Row.of(
            "suggested only",
            A.basic()
                .body(
                    "{\"error\":\"AADSTS50053: Sign-in was blocked because it came from an IP"
                        + " address\"}"),
            "RATE_LIMITED LIKELY"),
        Row.of("a plain refusal", A.basic(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new RateLimitNamed());
  }
}
