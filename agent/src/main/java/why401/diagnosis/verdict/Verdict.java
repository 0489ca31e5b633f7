package why401.diagnosis.verdict;

import java.util.List;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.cause.FaultDomain;

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

  /// The same, with what an earlier look saw change if this one saw nothing: by then, the changed
  /// state may have become the known one.
  public Verdict rememberingChanges(Verdict earlier) {
    return !changed.isEmpty() || earlier.changed.isEmpty()
        ? this
        : new Verdict(
            cause,
            confidence,
            faultDomain,
            summary,
            evidence,
            experiments,
            earlier.changed,
            remedy);
  }

  /// Path of the runbook.
  public String runbook() {
    return "/runbooks/" + cause.label();
  }
}
