package why401.diagnosis.rule;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import why401.diagnosis.evidence.Experiment;

class ControlResourceAcceptedTest {
  static Stream<Row> rows() {
    return Stream.of(
        Row.of(
            "403 and stable",
            A.token().answered(403).fresh(403).seen(new Experiment.ControlResource(), 200),
            "INSUFFICIENT_SCOPE CERTAIN"),
        Row.of(
            "403, not repeated",
            A.token().answered(403).seen(new Experiment.ControlResource(), 200),
            "INSUFFICIENT_SCOPE LIKELY"),
        Row.of(
            "401 with the right password",
            A.basic().seen(new Experiment.ControlResource(), 200),
            "INSUFFICIENT_SCOPE LIKELY"),
        Row.of(
            "the control refuses too", A.basic().seen(new Experiment.ControlResource(), 401), ""),
        Row.of("not asked", A.basic(), ""));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row(Row row) {
    row.check(new ControlResourceAccepted());
  }
}
