package why401.diagnosis.rule;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Capabilities;
import why401.token.TokenSource.KeyLookup;

class SigningKeyUnpublishedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "gone",
            A.token().keySought(new KeyLookup.Absent(List.of("k2"))),
            "TOKEN_SIGNATURE_INVALID CERTAIN"),
        Row.of("published", A.token().keySought(new KeyLookup.Published("f")), ""),
        Row.of(
            "a foreign issuer",
            A.token()
                .means(
                    new Capabilities(
                        true, "https://other.example", true, true, false, true, false, 1))
                .keySought(new KeyLookup.Absent(List.of("k2"))),
            "ISSUER_MISMATCH LIKELY"),
        Row.of(
            "403 is not about keys",
            A.token().answered(403).keySought(new KeyLookup.Absent(List.of("k2"))),
            ""),
        Row.of("not looked up", A.token(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new SigningKeyUnpublished());
  }
}
