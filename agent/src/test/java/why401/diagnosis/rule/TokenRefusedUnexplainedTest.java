package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.TokenSource.Introspection;

class TokenRefusedUnexplainedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("it worked", A.opaque().worked(), "TOKEN_REVOKED POSSIBLE"),
        Row.of("a session worked", A.session().worked(), "SESSION_STALE POSSIBLE"),
        Row.of("it never worked", A.opaque(), ""),
        Row.of(
            "the provider calls it active",
            A.token().worked().introspected(new Introspection.Active(null, null)),
            ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new TokenRefusedUnexplained());
  }
}
