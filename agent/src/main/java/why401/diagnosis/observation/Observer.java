package why401.diagnosis.observation;

import why401.diagnosis.evidence.EvidenceView;

/// Looks at one source; says nothing of what it cannot see.
interface Observer {
  /// Adds what is seen of a refusal.
  void look(EvidenceView c, ObservationLog log);
}
