package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.TokenSource.KeyLookup;

class TokenClaimsChangedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "scope lost",
            A.token()
                .worked(
                    Jwts.access(
                        1,
                        Jwts.jwt(
                            A.NOON,
                            A.NOON,
                            claims -> claims.claim("scope", "orders.read orders.write")),
                        A.NOON,
                        A.NOON)),
            "INSUFFICIENT_SCOPE LIKELY"),
        Row.of(
            "another issuer",
            A.token()
                .worked(
                    Jwts.access(
                        1,
                        Jwts.jwt(A.NOON, A.NOON, claims -> claims.issuer("https://old.example")),
                        A.NOON,
                        A.NOON)),
            "ISSUER_MISMATCH LIKELY"),
        Row.of(
            "another audience",
            A.token()
                .worked(
                    Jwts.access(
                        1,
                        Jwts.jwt(A.NOON, A.NOON, claims -> claims.audience("old")),
                        A.NOON,
                        A.NOON)),
            "AUDIENCE_MISMATCH LIKELY"),
        Row.of(
            "a new key, published",
            A.token().worked(A.jwt("k0")).keySought(new KeyLookup.Published("f")),
            "TOKEN_SIGNATURE_INVALID LIKELY"),
        Row.of("a new key, not looked up", A.token().worked(A.jwt("k0")), ""),
        Row.of("no JWT any more", A.opaque().worked(A.jwt("k1")), "TOKEN_MALFORMED LIKELY"),
        Row.of("the same", A.token().worked(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new TokenClaimsChanged());
  }
}
