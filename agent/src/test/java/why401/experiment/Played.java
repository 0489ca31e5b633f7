package why401.experiment;

import java.util.function.Function;
import why401.diagnosis.verdict.Verdict;

/// An examination after its end: what was concluded, and where to look for how.
record Played(ExperimentFixture bed, Verdict verdict) {
  static Played of(Function<ExperimentFixture, Verdict> play) {
    ExperimentFixture bed = new ExperimentFixture();
    return new Played(bed, play.apply(bed));
  }
}
