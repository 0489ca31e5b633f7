package why401.diagnosis.rule;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.Credentials;

class TokenExpiredTest {
  private static Credentials ended(int seconds) {
    Instant end = A.NOON.minusSeconds(seconds);
    Instant start = A.NOON.minusSeconds(900);
    return Jwts.access(1, Jwts.jwt(start, end, _ -> {}), start, end);
  }

  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "ended five minutes ago",
            A.proof(
                    Jwts.access(
                        1,
                        Jwts.jwt(A.NOON.minusSeconds(900), A.NOON.minusSeconds(300), _ -> {}),
                        A.NOON.minusSeconds(900),
                        A.NOON.minusSeconds(300)))
                .answered(401, A.INVALID),
            "TOKEN_EXPIRED CERTAIN"),
        Row.of(
            "ended long ago, and 403 may mean that its owner was known",
            A.proof(ended(300)).answered(403),
            "TOKEN_EXPIRED LIKELY"),
        Row.of(
            "ended long ago, and was accepted shortly before",
            A.proof(ended(300)).worked().answered(401, A.INVALID),
            ""),
        Row.of(
            "ended since it was accepted",
            A.proof(ended(120)).workedAgo(150).answered(401, A.INVALID),
            "TOKEN_EXPIRED CERTAIN"),
        Row.of(
            "ended within what servers forgive",
            A.proof(
                    Jwts.access(
                        1,
                        Jwts.jwt(A.NOON.minusSeconds(900), A.NOON.minusSeconds(20), _ -> {}),
                        A.NOON.minusSeconds(900),
                        A.NOON.minusSeconds(20)))
                .answered(401, A.INVALID),
            "TOKEN_EXPIRED LIKELY"),
        Row.of(
            "the same, and a fresh one is accepted",
            A.proof(
                    Jwts.access(
                        1,
                        Jwts.jwt(A.NOON.minusSeconds(900), A.NOON.minusSeconds(20), _ -> {}),
                        A.NOON.minusSeconds(900),
                        A.NOON.minusSeconds(20)))
                .answered(401, A.INVALID)
                .renewed(A.jwt("k1"), 200),
            "TOKEN_EXPIRED CERTAIN"),
        Row.of(
            "the target says so of an opaque one",
            A.opaque()
                .answered(401, A.INVALID + ", error_description=\"The access token expired\""),
            "TOKEN_EXPIRED CERTAIN"),
        Row.of(
            "the target says so of one that lives",
            A.token().answered(401, A.INVALID + ", error_description=\"The access token expired\""),
            "TOKEN_EXPIRED LIKELY"),
        Row.of(
            "and of a fresh one too",
            A.token()
                .answered(401, A.INVALID + ", error_description=\"The access token expired\"")
                .renewed(A.jwt("k1"), 401, A.INVALID),
            "CLOCK_SKEW LIKELY"),
        Row.of(
            "said once, to be repeated",
            A.token()
                .worked()
                .answered(401, A.INVALID + ", error_description=\"The access token expired\""),
            ""),
        Row.of("it lives", A.token(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new TokenExpired());
  }
}
