package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.TokenSource.Introspection;

class AskControlTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("a password", A.basic(), "control-resource"),
        Row.of("a token with 403", A.token().answered(403), "control-resource"),
        Row.of(
            "a token that is active",
            A.token().introspected(new Introspection.Active(null, null)),
            "control-resource"),
        Row.of("a token with 401", A.token(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskControl());
  }
}
