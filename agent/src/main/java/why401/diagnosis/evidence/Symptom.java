package why401.diagnosis.evidence;

import org.jspecify.annotations.Nullable;
import why401.diagnosis.credential.CredentialFacts;
import why401.probe.Outcome;
import why401.response.Interpretation;

/// What is to be explained.
public sealed interface Symptom {
  /// The target refused.
  ///
  /// @param observation of which the outcome is an [Outcome.Refused]
  /// @param sent what was shown to it
  record Refused(Observation observation, CredentialFacts sent) implements Symptom {
    /// Checks.
    public Refused {
      if (!observation.refused() || observation.interpretation() == null) {
        throw new IllegalArgumentException(
            "observation: not refused or not read (expected: the outcome of a refused run, read)");
      }
    }
  }

  /// There was nothing usable to send.
  ///
  /// @param interpretation of what the token endpoint or login form said, or null without an answer
  record Withheld(Outcome.Withheld outcome, @Nullable Interpretation interpretation)
      implements Symptom {}
}
