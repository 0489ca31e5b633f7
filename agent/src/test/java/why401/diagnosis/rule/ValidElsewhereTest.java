package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Neighbours;
import why401.token.TokenSource.Introspection;

class ValidElsewhereTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "fresh token refused, provider content",
            A.token()
                .worked()
                .introspected(new Introspection.Active(null, null))
                .renewed(A.jwt("k1"), 401),
            "SERVER_MISCONFIGURED LIKELY"),
        Row.of(
            "the same, but it never worked",
            A.token().introspected(new Introspection.Active(null, null)).renewed(A.jwt("k1"), 401),
            "SERVER_MISCONFIGURED POSSIBLE"),
        Row.of(
            "nonsense makes it stumble",
            A.key().answered(401).nonsense(500),
            "SERVER_MISCONFIGURED LIKELY"),
        Row.of(
            "403 to any user",
            A.basic().worked().answered(403).anonymous(401, A.BASIC).nonsense(403),
            "SERVER_MISCONFIGURED LIKELY"),
        Row.of(
            "everybody else is refused too",
            A.key()
                .worked()
                .answered(401)
                .neighbours(
                    new Neighbours(
                        Neighbours.Tally.NONE, new Neighbours.Tally(0, 2), Neighbours.Tally.NONE)),
            "SERVER_MISCONFIGURED LIKELY"),
        Row.of("the provider was not asked", A.token().worked().renewed(A.jwt("k1"), 401), ""),
        Row.of("nothing known", A.key().worked().answered(401), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new ValidElsewhere());
  }
}
