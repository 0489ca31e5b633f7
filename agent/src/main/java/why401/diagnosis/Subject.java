package why401.diagnosis;

import org.jspecify.annotations.Nullable;
import why401.challenge.Reading;
import why401.probe.Outcome;

/// What is to be explained.
public sealed interface Subject {
  /// The target refused.
  ///
  /// @param observation of which the outcome is an [Outcome.Refused]
  /// @param sent what was shown to it
  record Refused(Observation observation, ProofFacts sent) implements Subject {
    /// Checks.
    public Refused {
      if (!observation.refused() || observation.reading() == null) {
        throw new IllegalArgumentException(
            "observation: not refused or not read (expected: the outcome of a refused run, read)");
      }
    }
  }

  /// There was nothing usable to send.
  ///
  /// @param reading of what the token endpoint or login form said, or null without an answer
  record Withheld(Outcome.Withheld outcome, @Nullable Reading reading) implements Subject {}
}
