package why401.experiment;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.verdict.Verdict;

/// One way of failing at work.
///
/// @param mechanism its id in the table
/// @param accepted the causes that a careful person may tell; the first is the truth
/// @param surest how sure that person may be
/// @param play makes it happen and tells what the engine says
record MechanismWorld(
    String mechanism,
    Set<Cause> accepted,
    Confidence surest,
    Function<ExperimentFixture, Verdict> play) {
  static MechanismWorld of(
      String mechanism, Cause truth, Confidence surest, Function<ExperimentFixture, Verdict> play) {
    return new MechanismWorld(mechanism, EnumSet.of(truth), surest, play);
  }

  /// What is observed does not decide.
  MechanismWorld or(Cause... others) {
    Set<Cause> all = EnumSet.copyOf(accepted);
    all.addAll(Set.of(others));
    return new MechanismWorld(mechanism, all, surest, play);
  }

  @Override
  public String toString() {
    return mechanism;
  }
}
