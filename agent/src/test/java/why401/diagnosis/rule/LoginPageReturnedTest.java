package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.probe.Outcome.Shape;

class LoginPageReturnedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("a session", A.session(), "SESSION_STALE LIKELY"),
        Row.of(
            "a session just opened",
            A.session().renewed(Jwts.session(2, "n", A.NOON), 401),
            "SERVER_MISCONFIGURED POSSIBLE"),
        Row.of("a token", A.token().shape(Shape.LOGIN_PAGE), "SCHEME_NOT_ACCEPTED POSSIBLE"),
        Row.of("no login page", A.token(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new LoginPageReturned());
  }
}
