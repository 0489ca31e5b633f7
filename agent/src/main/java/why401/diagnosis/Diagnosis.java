package why401.diagnosis;

import why401.diagnosis.differential.Observations;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.verdict.Verdict;

/// What the diagnostician makes of the evidence.
public sealed interface Diagnosis {
  /// It is decided, or cannot be decided any further.
  ///
  /// @param observations all that was observed, for a later look
  /// @param subject what was diagnosed
  record Concluded(Verdict verdict, Observations observations, Subject subject)
      implements Diagnosis {}

  /// One more thing is worth knowing.
  record Asks(Experiment experiment) implements Diagnosis {}
}
