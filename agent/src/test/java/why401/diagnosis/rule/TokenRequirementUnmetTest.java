package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.TokenSource.KeyLookup;

class TokenRequirementUnmetTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "audience, otherwise good",
            A.token().demands("v2", null).fresh(401).keySought(new KeyLookup.Published("f")),
            "AUDIENCE_MISMATCH CERTAIN"),
        Row.of("audience", A.token().demands("v2", null), "AUDIENCE_MISMATCH LIKELY"),
        Row.of(
            "audience, yet it worked so",
            A.token()
                .worked()
                .demands("v2", null)
                .fresh(401)
                .keySought(new KeyLookup.Published("f")),
            "AUDIENCE_MISMATCH LIKELY"),
        Row.of(
            "a slash at the end",
            A.token().demands(null, Jwts.ISSUER + "/"),
            "ISSUER_MISMATCH LIKELY"),
        Row.of("met", A.token().demands("orders", Jwts.ISSUER), ""),
        Row.of("an opaque token tells nothing", A.opaque().demands("v2", null), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new TokenRequirementUnmet());
  }
}
