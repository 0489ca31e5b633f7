package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.RunSeries;

class RetryAcceptedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of("accepted once", A.token().fresh(200), "TRANSIENT LIKELY"),
        Row.of(
            "accepted four times",
            A.token().fresh(200).fresh(200).fresh(200).fresh(200),
            "TRANSIENT LIKELY"),
        Row.of(
            "accepted four times after a long good time",
            A.token()
                .history(
                    new RunSeries(
                        Stream.generate(() -> new RunSeries.Run(A.NOON, true)).limit(12).toList(),
                        false))
                .fresh(200)
                .fresh(200)
                .fresh(200)
                .fresh(200),
            "TRANSIENT LIKELY"),
        Row.of(
            "refused twice after a long good time",
            A.token()
                .history(
                    new RunSeries(
                        Stream.generate(() -> new RunSeries.Run(A.NOON, true)).limit(12).toList(),
                        false))
                .fresh(401)
                .fresh(200)
                .fresh(200)
                .fresh(200)
                .fresh(200),
            "TRANSIENT LIKELY"),
        Row.of(
            "old cookies were in the way",
            A.token().worked().surface("", true).retried(401).fresh(200),
            "SESSION_STALE LIKELY"),
        Row.of(
            "the nonce was stale",
            A.digest().answered(401, "WWW-Authenticate: Digest nonce=\"n\", stale=true").fresh(200),
            "SESSION_STALE CERTAIN"),
        Row.of("mixed", A.token().fresh(200).fresh(401), ""),
        Row.of("refused", A.token().fresh(401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new RetryAccepted());
  }
}
