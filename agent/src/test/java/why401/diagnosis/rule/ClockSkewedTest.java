package why401.diagnosis.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.Credentials;

class ClockSkewedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "target ten minutes ahead",
            A.token().clock(Duration.ofMinutes(10)),
            "CLOCK_SKEW CERTAIN"),
        Row.of(
            "target ahead within what servers forgive",
            A.token().clock(Duration.ofSeconds(270)),
            "CLOCK_SKEW LIKELY"),
        Row.of(
            "target ten minutes behind",
            A.token().clock(Duration.ofMinutes(-10)),
            "CLOCK_SKEW CERTAIN"),
        Row.of(
            "target ten minutes ahead, as it always was",
            A.token().worked().skewBefore(Duration.ofMinutes(10)).clock(Duration.ofMinutes(10)),
            "CLOCK_SKEW LIKELY"),
        Row.of(
            "target ten minutes behind, as it always was",
            A.token().worked().skewBefore(Duration.ofMinutes(-10)).clock(Duration.ofMinutes(-10)),
            ""),
        Row.of(
            "target ten minutes behind, and was not",
            A.token().worked().skewBefore(Duration.ZERO).clock(Duration.ofMinutes(-10)),
            "CLOCK_SKEW CERTAIN"),
        Row.of(
            "target said so",
            A.token()
                .answered(
                    401,
                    A.INVALID + ", error_description=\"Jwt used before its time, not yet valid\""),
            "CLOCK_SKEW CERTAIN"),
        Row.of("a second off is no skew", A.token().clock(Duration.ofSeconds(1)), ""),
        Row.of(
            "the answer names something else",
            A.token()
                .clock(Duration.ofMinutes(10))
                .answered(401, A.INVALID + ", error_description=\"The aud claim is not valid\""),
            ""),
        Row.of(
            "the token never arrived",
            A.token().clock(Duration.ofMinutes(10)).answered(401, A.BARE),
            ""),
        Row.of(
            "an answer from a cache tells no time",
            A.token().clock(Duration.ofMinutes(10)).answered(401, A.INVALID, "Age: 600"),
            ""),
        Row.of(
            "a token of a later hour, and an answer that tells no time: ours may be off",
            A.proof(later()).answered(401, A.INVALID, "Age: 600"),
            "CLOCK_SKEW LIKELY"),
        Row.of(
            "a token of a later hour for both",
            A.proof(later()).answered(401, A.INVALID),
            "CLOCK_SKEW CERTAIN"));
  }

  private static Credentials later() {
    Instant issued = A.NOON.plusSeconds(3600);
    Instant end = issued.plusSeconds(300);
    return Jwts.access(1, Jwts.jwt(issued, end, _ -> {}), issued, end);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new ClockSkewed());
  }
}
