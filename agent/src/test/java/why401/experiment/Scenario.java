package why401.experiment;

import java.util.function.Function;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Verdict;

/// One thing that can be wrong, and what a careful person would conclude.
record Scenario(
    String name, Cause cause, Confidence confidence, Function<ExperimentFixture, Verdict> play) {
  static Scenario of(
      String name, Cause cause, Confidence confidence, Function<ExperimentFixture, Verdict> play) {
    return new Scenario(name, cause, confidence, play);
  }

  @Override
  public String toString() {
    return name;
  }
}
