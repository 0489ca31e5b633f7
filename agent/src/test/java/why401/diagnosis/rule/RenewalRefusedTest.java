package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.token.RenewalFailure;

class RenewalRefusedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "provider away",
            A.token()
                .renewalFailed(
                    RenewalFailure.of(A.NOON, RenewalFailure.Reason.UNREACHABLE, "said")),
            "IDENTITY_PROVIDER_UNAVAILABLE LIKELY"),
        Row.of(
            "client wrong",
            A.token()
                .renewalFailed(
                    Faults.rejected(401, "invalid_client", "Invalid client credentials")),
            "CREDENTIALS_INVALID LIKELY"),
        Row.of(
            "client disabled",
            A.token().renewalFailed(Faults.rejected(400, "invalid_client", "Client disabled")),
            "ACCOUNT_LOCKED CERTAIN"),
        Row.of(
            "a code that says nothing",
            A.token().renewalFailed(Faults.rejected(400, "invalid_request", "no")),
            ""),
        Row.of("not renewed", A.token(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new RenewalRefused());
  }
}
