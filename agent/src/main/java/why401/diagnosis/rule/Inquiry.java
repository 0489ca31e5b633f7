package why401.diagnosis.rule;

import java.util.Optional;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;

/// One reason to ask for more.
public interface Inquiry {
  /// The question that is worth asking now; the caller sees to it that it may be asked.
  Optional<Experiment> next(EvidenceView c);
}
