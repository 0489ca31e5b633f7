package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.Experiment;
import why401.token.TokenSource.Introspection;

class TokenInactiveTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "a fresh one may still be asked for",
            A.token().introspected(new Introspection.Inactive()),
            ""),
        Row.of(
            "a fresh one was not to be had",
            A.token()
                .introspected(new Introspection.Inactive())
                .declined(new Experiment.RenewedToken()),
            "TOKEN_REVOKED CERTAIN"),
        Row.of(
            "a fresh one is refused as well",
            A.token().introspected(new Introspection.Inactive()).renewed(A.jwt("k1"), 401),
            "TOKEN_REVOKED LIKELY"),
        Row.of(
            "the account behind it is refused a fresh one",
            A.token()
                .introspected(new Introspection.Inactive())
                .renewalFailed(Faults.rejected(400, "invalid_grant", "Invalid user credentials")),
            "TOKEN_REVOKED LIKELY"),
        Row.of(
            "another issuer does not know it",
            A.token()
                .means(
                    new Capabilities(
                        false, "https://other.example", true, true, false, true, false, 1))
                .introspected(new Introspection.Inactive()),
            ""),
        Row.of(
            "active",
            A.token()
                .introspected(new Introspection.Active(null, null))
                .declined(new Experiment.RenewedToken()),
            ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new TokenInactive());
  }
}
