package why401.experiment;

import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;

/// One kind of experiment.
interface Trial<Q extends Experiment> {
  /// Makes it.
  ///
  /// @param left extra requests that it may cost
  ExperimentResult perform(Q question, RefusedRun run, int left);
}
