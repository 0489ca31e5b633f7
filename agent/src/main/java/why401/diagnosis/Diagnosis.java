package why401.diagnosis;

/// What the diagnostician makes of the evidence.
public sealed interface Diagnosis {
  /// It is decided, or cannot be decided any further.
  record Concluded(Verdict verdict) implements Diagnosis {}

  /// One more thing is worth knowing.
  record Asks(Question question) implements Diagnosis {}
}
