package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccountLockSuggestedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "a word of it",
            A.basic().body("{\"message\":\"request blocked\"}"),
            "ACCOUNT_LOCKED POSSIBLE"),
        Row.of("none", A.basic(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new AccountLockSuggested());
  }
}
