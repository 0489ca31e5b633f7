package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.credential.secret.Secret;
import why401.token.Credentials;

class TokenTruncatedTest {
  private static final String SIGNATURE = ", error_description=\"Invalid signature\"";

  static Credentials half() {
    Credentials.AccessToken whole = (Credentials.AccessToken) A.jwt("k1");
    String value = whole.token().value().reveal();
    return new Credentials.StaticBearer(Secret.of(value.substring(0, value.lastIndexOf('.') - 5)));
  }

  private static Credentials cut() {
    Credentials.AccessToken whole = (Credentials.AccessToken) A.jwt("k1");
    String value = whole.token().value().reveal();
    return new Credentials.StaticBearer(Secret.of(value.substring(0, value.length() - 9)));
  }

  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "a signature that is shorter than that of the last good token",
            A.proof(cut()).worked(A.jwt("k1")).answered(401, A.INVALID + SIGNATURE),
            "TOKEN_MALFORMED CERTAIN"),
        Row.of(
            "a signature that is short, for all we know",
            A.proof(cut()).answered(401, A.INVALID + SIGNATURE),
            "TOKEN_MALFORMED LIKELY"),
        Row.of(
            "a part is missing",
            A.proof(half()).answered(401, A.INVALID + SIGNATURE),
            "TOKEN_MALFORMED CERTAIN"),
        Row.of(
            "a part is missing, and the target tells what is inside",
            A.proof(half()).answered(401, A.INVALID + ", error_description=\"Token was revoked\""),
            ""),
        Row.of("that nobody judged", A.proof(cut()).answered(401, A.BARE), ""),
        Row.of(
            "that was accepted so",
            A.proof(cut()).worked().answered(401, A.INVALID + SIGNATURE),
            ""),
        Row.of("whole", A.token().answered(401, A.INVALID + SIGNATURE), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new TokenTruncated());
  }
}
