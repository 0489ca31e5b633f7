package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.TokenSource.KeyLookup;

class AskIntrospectionTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("a token", A.token(), "introspection"),
        Row.of("the provider is down", A.token().issuer(false), ""),
        Row.of(
            "its keys could not be read", A.token().keySought(new KeyLookup.Unanswered("x")), ""),
        Row.of("a password", A.basic(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskIntrospection());
  }
}
