package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.credential.secret.Secret;
import why401.token.Credentials;

class NotAnAccessTokenTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "an ID token",
            A.proof(
                    new Credentials.StaticBearer(
                        Secret.of(
                            Jwts.jwt(
                                A.NOON,
                                A.NOON.plusSeconds(60),
                                claims -> claims.claim("typ", "ID")))))
                .answered(401, A.INVALID),
            "TOKEN_MALFORMED CERTAIN"),
        Row.of(
            "a refresh token",
            A.proof(
                    new Credentials.StaticBearer(
                        Secret.of(
                            Jwts.jwt(
                                A.NOON,
                                A.NOON.plusSeconds(60),
                                claims -> claims.claim("typ", "Refresh")))))
                .answered(401, A.INVALID),
            "TOKEN_MALFORMED CERTAIN"),
        Row.of(
            "looks like an ID token",
            A.proof(
                    new Credentials.StaticBearer(
                        Secret.of(
                            Jwts.jwt(
                                A.NOON,
                                A.NOON.plusSeconds(60),
                                claims -> claims.claim("at_hash", "x").claim("scope", null)))))
                .answered(401, A.INVALID),
            "TOKEN_MALFORMED LIKELY"),
        Row.of(
            "an access token that looks odd",
            A.proof(
                    new Credentials.StaticBearer(
                        Secret.of(
                            Jwts.jwt(
                                A.NOON,
                                A.NOON.plusSeconds(60),
                                claims -> claims.claim("at_hash", "x")))))
                .answered(401, A.INVALID),
            ""),
        Row.of(
            "it worked before",
            A.proof(
                    new Credentials.StaticBearer(
                        Secret.of(
                            Jwts.jwt(
                                A.NOON,
                                A.NOON.plusSeconds(60),
                                claims -> claims.claim("typ", "ID")))))
                .worked()
                .answered(401, A.INVALID),
            ""),
        Row.of(
            "an access token",
            A.proof(
                    new Credentials.StaticBearer(
                        Secret.of(
                            Jwts.jwt(
                                A.NOON,
                                A.NOON.plusSeconds(60),
                                claims -> claims.claim("typ", "Bearer")))))
                .answered(401, A.INVALID),
            ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new NotAnAccessToken());
  }
}
