package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Experiment;

class AccountLockNamedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "said at once",
            A.basic().body("{\"error\":\"Your account is locked\"}"),
            "ACCOUNT_LOCKED CERTAIN"),
        Row.of(
            "said at the retry",
            A.basic()
                .worked()
                .seenBody(
                    new Experiment.IdenticalRetry(1),
                    401,
                    "{\"error\":\"Your account is locked\"}"),
            "ACCOUNT_LOCKED CERTAIN"),
        Row.of(
            "said to nonsense only",
            A.key()
                .answered(401)
                .seenBody(
                    new Experiment.NonsenseControl(),
                    401,
                    "{\"error\":\"Your account is locked\"}"),
            ""),
        Row.of("not said", A.basic(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new AccountLockNamed());
  }
}
