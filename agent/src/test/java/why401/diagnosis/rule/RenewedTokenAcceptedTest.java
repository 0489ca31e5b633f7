package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.TokenSource.Introspection;

class RenewedTokenAcceptedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("accepted once", A.token().renewed(A.jwt("k1"), 200), "TOKEN_REVOKED LIKELY"),
        Row.of(
            "the old one refused before and after: of two replicas one in eight answers so",
            A.token().fresh(401).renewed(A.jwt("k1"), 200).retried(401),
            "TOKEN_REVOKED LIKELY"),
        Row.of(
            "the old one refused before and twice after",
            A.token().fresh(401).renewed(A.jwt("k1"), 200).retried(401).retried(401),
            "TOKEN_REVOKED CERTAIN"),
        Row.of(
            "the same, and its issuer stands by it",
            A.token()
                .introspected(new Introspection.Active(null, null))
                .fresh(401)
                .renewed(A.jwt("k1"), 200)
                .retried(401)
                .retried(401),
            "TOKEN_REVOKED LIKELY"),
        Row.of(
            "the old one refused before only",
            A.token().fresh(401).renewed(A.jwt("k1"), 200),
            "TOKEN_REVOKED LIKELY"),
        Row.of(
            "the provider calls it inactive",
            A.token().introspected(new Introspection.Inactive()).renewed(A.jwt("k1"), 200),
            "TOKEN_REVOKED CERTAIN"),
        Row.of(
            "the fresh one has another audience",
            A.token()
                .renewed(
                    Jwts.access(
                        2,
                        Jwts.jwt(A.NOON, A.NOON.plusSeconds(60), claims -> claims.audience("v2")),
                        A.NOON,
                        A.NOON),
                    200),
            "AUDIENCE_MISMATCH LIKELY"),
        Row.of(
            "the fresh one has another issuer",
            A.token()
                .renewed(
                    Jwts.access(
                        2,
                        Jwts.jwt(
                            A.NOON,
                            A.NOON.plusSeconds(60),
                            claims -> claims.issuer("https://new.example")),
                        A.NOON,
                        A.NOON),
                    200),
            "ISSUER_MISMATCH LIKELY"),
        Row.of(
            "403, the fresh one has more scope",
            A.token()
                .answered(403)
                .renewed(
                    Jwts.access(
                        2,
                        Jwts.jwt(
                            A.NOON,
                            A.NOON.plusSeconds(60),
                            claims -> claims.claim("scope", "orders.read orders.write")),
                        A.NOON,
                        A.NOON),
                    200),
            "INSUFFICIENT_SCOPE LIKELY"),
        Row.of(
            "a session",
            A.session()
                .retried(401)
                .renewed(Jwts.session(2, "new", A.NOON), 200)
                .retried(401)
                .retried(401),
            "SESSION_STALE CERTAIN"),
        Row.of("refused", A.token().renewed(A.jwt("k1"), 401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new RenewedTokenAccepted());
  }
}
