package why401.experiment;

import java.time.Duration;
import why401.diagnosis.verdict.Verdict;

/// Is notified of diagnoses; the metrics listen. Must not block or throw.
public interface DiagnosisListener {
  /// An experiment was carried out.
  ///
  /// @param experiment value of the metric label
  /// @param requests what it cost
  default void experimented(String experiment, int requests) {}

  /// An experiment failed by a fault of the agent.
  ///
  /// @param experiment value of the metric label
  default void failed(String experiment, Throwable fault) {}

  /// A diagnosis ended.
  default void examined(String probe, Verdict verdict, Duration took) {}

  /// A listener that does nothing.
  DiagnosisListener NONE = new DiagnosisListener() {};
}
