package why401.app;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.api.IncidentJson;
import why401.api.ProbeJson;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.run.RunSummary;

/// The result of one run on demand.
///
/// @param status HTTP status, 0 without a response
/// @param reason of the failure, as in the metrics, or null after a success
/// @param detail the failure in words
/// @param verdict why it was refused or had nothing to send, or null
public record ProbeResult(
    Probe probe,
    Instant at,
    boolean success,
    int status,
    @Nullable String reason,
    String detail,
    @Nullable Verdict verdict) {
  static ProbeResult of(Probe probe, Outcome outcome, @Nullable Verdict verdict) {
    RunSummary summary = RunSummary.of(outcome);
    String detail =
        switch (outcome) {
          case Outcome.Unreachable unreachable -> unreachable.detail();
          case Outcome.Unexpected unexpected -> unexpected.why();
          case Outcome.Withheld withheld -> withheld.failure().description();
          case Outcome.Accepted _, Outcome.Refused _ -> "";
        };
    return new ProbeResult(
        probe,
        outcome.at(),
        summary.accepted(),
        summary.status(),
        summary.reason(),
        detail,
        verdict);
  }

  /// Name of the probe.
  public String name() {
    return probe.name();
  }

  /// The same shape as on the API.
  public ProbeJson json() {
    IncidentJson incident =
        verdict == null
            ? null
            : IncidentJson.of(verdict, probe.name(), probe.credential(), status, at);
    return new ProbeJson(
        probe.name(),
        probe.url().toString(),
        probe.credential(),
        probe.labels(),
        success,
        status,
        reason,
        at,
        null,
        null,
        incident);
  }
}
