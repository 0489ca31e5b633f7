package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CauseNamedByTargetTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "audience",
            A.token()
                .answered(401, A.INVALID + ", error_description=\"The aud claim is not valid\""),
            "AUDIENCE_MISMATCH CERTAIN"),
        Row.of(
            "audience, to be repeated",
            A.token()
                .worked()
                .answered(401, A.INVALID + ", error_description=\"The aud claim is not valid\""),
            ""),
        Row.of(
            "audience, repeated",
            A.token()
                .worked()
                .answered(401, A.INVALID + ", error_description=\"The aud claim is not valid\"")
                .fresh(401),
            "AUDIENCE_MISMATCH CERTAIN"),
        Row.of(
            "signature",
            A.token()
                .answered(401, A.INVALID + ", error_description=\"Signature verification failed\""),
            "TOKEN_SIGNATURE_INVALID CERTAIN"),
        Row.of(
            "scope, of the fresh token",
            A.token()
                .renewed(A.jwt("k1"), 403, "WWW-Authenticate: Bearer error=\"insufficient_scope\""),
            "INSUFFICIENT_SCOPE CERTAIN"),
        Row.of(
            "the fresh token is accepted",
            A.token()
                .answered(401, A.INVALID + ", error_description=\"Signature verification failed\"")
                .renewed(A.jwt("k1"), 200),
            ""),
        Row.of(
            "malformed, yet it is intact",
            A.token().answered(401, A.INVALID + ", error_description=\"The token is malformed\""),
            "TOKEN_MALFORMED LIKELY"),
        Row.of(
            "malformed, and nobody can read it",
            A.opaque().answered(401, A.INVALID + ", error_description=\"The token is malformed\""),
            "TOKEN_MALFORMED CERTAIN"),
        Row.of(
            "tells what is inside of a token that nobody can read",
            A.proof(TokenTruncatedTest.half())
                .answered(401, A.INVALID + ", error_description=\"Token was revoked\""),
            "TOKEN_REVOKED LIKELY"),
        Row.of(
            "password wrong",
            A.basic().body("{\"error_codes\":[50126]}"),
            "CREDENTIALS_INVALID LIKELY"),
        Row.of(
            "key set unreachable, for us it is not",
            A.token().issuer(true).body("Jwks remote fetch is failed"),
            "SERVER_MISCONFIGURED CERTAIN"),
        Row.of(
            "key set unreachable, for us too",
            A.token().issuer(false).body("Jwks remote fetch is failed"),
            "IDENTITY_PROVIDER_UNAVAILABLE CERTAIN"),
        Row.of("nothing named", A.token(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new CauseNamedByTarget());
  }
}
