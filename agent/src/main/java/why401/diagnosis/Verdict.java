package why401.diagnosis;

import java.util.List;

/// A conclusion with its evidence.
///
/// @param summary one sentence for the person on call
/// @param remedy what to do first
public record Verdict(
    Cause cause,
    Confidence confidence,
    FaultDomain faultDomain,
    String summary,
    List<Finding> evidence,
    List<ExperimentReport> experiments,
    List<Change> changed,
    String remedy) {
  /// Copies.
  public Verdict {
    evidence = List.copyOf(evidence);
    experiments = List.copyOf(experiments);
    changed = List.copyOf(changed);
  }

  /// Path of the runbook.
  public String runbook() {
    return "/runbooks/" + cause.label();
  }
}
