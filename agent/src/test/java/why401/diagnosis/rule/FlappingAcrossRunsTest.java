package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Neighbours;
import why401.diagnosis.evidence.RunSeries;
import why401.token.TokenSource.Introspection;

class FlappingAcrossRunsTest {
  private static final Introspection ACTIVE = new Introspection.Active(null, null);
  private static final Neighbours MIXED =
      new Neighbours(Neighbours.Tally.NONE, Neighbours.Tally.NONE, Neighbours.Tally.NONE, 2);

  private static RunSeries runs(Boolean... accepted) {
    return new RunSeries(
        Stream.of(accepted).map(ok -> new RunSeries.Run(A.NOON, ok)).toList(), false);
  }

  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "an active token that went back and forth",
            A.token().worked().history(runs(true, false, true, false)).introspected(ACTIVE),
            "INCONSISTENT_BACKENDS LIKELY"),
        Row.of(
            "an active token among mixed neighbours",
            A.token().worked().neighbours(MIXED).introspected(ACTIVE),
            "INCONSISTENT_BACKENDS LIKELY"),
        Row.of(
            "a key among mixed neighbours",
            A.key("k").worked().neighbours(MIXED),
            "INCONSISTENT_BACKENDS LIKELY"),
        Row.of("a key that nobody else shares", A.key("k").worked(), ""),
        Row.of("a key that never worked", A.key("k").neighbours(MIXED), ""),
        Row.of(
            "a token for which nobody stands",
            A.token().worked().history(runs(true, false, true, false)),
            ""),
        Row.of(
            "a token of which the target names a fault",
            A.token()
                .worked()
                .answered(401, A.INVALID + ", error_description=\"The aud claim is not valid\"")
                .neighbours(MIXED)
                .introspected(ACTIVE),
            ""),
        Row.of(
            "old ones refused and fresh ones accepted, over and over",
            A.token()
                .worked()
                .history(runs(true, false, true, false))
                .introspected(ACTIVE)
                .fresh(401)
                .renewed(A.jwt("k1"), 200)
                .retried(401)
                .retried(401),
            ""),
        Row.of(
            "a single relapse",
            A.token().worked().history(runs(true, false, true)).introspected(ACTIVE),
            ""),
        Row.of("nobody", A.nobody().worked().neighbours(MIXED), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new FlappingAcrossRuns());
  }
}
