package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Capabilities;

class AskAddressesTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "two addresses, nothing to renew",
            A.token()
                .worked()
                .means(new Capabilities(false, null, false, false, false, true, false, 2)),
            "each-address"),
        Row.of(
            "a renewal comes first",
            A.token()
                .worked()
                .allowed(3, 1)
                .means(new Capabilities(true, null, false, false, false, true, false, 2)),
            ""),
        Row.of(
            "never worked",
            A.token().means(new Capabilities(false, null, false, false, false, true, false, 2)),
            ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.checkInquiry(new AskAddresses());
  }
}
