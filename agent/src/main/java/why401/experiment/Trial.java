package why401.experiment;

import why401.diagnosis.Answer;
import why401.diagnosis.Question;

/// One kind of experiment.
interface Trial<Q extends Question> {
  /// Makes it.
  ///
  /// @param left extra requests that it may cost
  Answer perform(Q question, Scene scene, int left);
}
