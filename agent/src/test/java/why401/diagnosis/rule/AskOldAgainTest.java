package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.TokenSource.Introspection;

class AskOldAgainTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "a fresh one was accepted",
            A.token().fresh(401).renewed(A.jwt("k1"), 200),
            "identical-retry"),
        Row.of(
            "it was asked once",
            A.token().fresh(401).renewed(A.jwt("k1"), 200).retried(401),
            "identical-retry"),
        Row.of(
            "it was asked twice",
            A.token().fresh(401).renewed(A.jwt("k1"), 200).retried(401).retried(401),
            ""),
        Row.of(
            "it was asked once, and its issuer stands by it",
            A.token()
                .introspected(new Introspection.Active(null, null))
                .fresh(401)
                .renewed(A.jwt("k1"), 200)
                .retried(401),
            ""),
        Row.of(
            "the provider calls it inactive",
            A.token().introspected(new Introspection.Inactive()).renewed(A.jwt("k1"), 200),
            ""),
        Row.of("refused", A.token().renewed(A.jwt("k1"), 401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskOldAgain());
  }
}
