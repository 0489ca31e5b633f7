package why401.diagnosis.rule;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.TokenSource.KeyLookup;

class IssuerUnreachableTest {
  private static final KeyLookup UNREAD = new KeyLookup.Unanswered("ConnectException");

  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "its keys cannot be read",
            A.token().worked().keySought(UNREAD),
            "IDENTITY_PROVIDER_UNAVAILABLE LIKELY"),
        Row.of(
            "its keys are there", A.token().worked().keySought(new KeyLookup.Published("f")), ""),
        Row.of(
            "its keys are others",
            A.token().worked().keySought(new KeyLookup.Absent(List.of("k2"))),
            ""),
        Row.of("a token that never worked", A.token().keySought(UNREAD), ""),
        Row.of("403 is not about keys", A.token().worked().answered(403).keySought(UNREAD), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new IssuerUnreachable());
  }
}
