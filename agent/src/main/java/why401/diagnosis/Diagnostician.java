package why401.diagnosis;

/// Examines evidence: a pure function to a verdict or to the next question.
public final class Diagnostician {
  /// Concludes if the evidence decides, or if nothing that may be asked would decide it; otherwise
  /// asks the cheapest and safest question that separates the causes left.
  public Diagnosis examine(Evidence evidence) {
    throw new UnsupportedOperationException("examine: " + evidence + " (expected: rules)");
  }
}
