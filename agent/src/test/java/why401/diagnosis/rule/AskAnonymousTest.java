package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.TokenSource.Introspection;

class AskAnonymousTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("anything", A.token(), "anonymous-control"),
        Row.of(
            "the provider has decided", A.token().introspected(new Introspection.Inactive()), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskAnonymous());
  }
}
