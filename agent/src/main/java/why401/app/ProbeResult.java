package why401.app;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.api.IncidentJson;
import why401.credential.secret.Redactor;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;
import why401.probe.Probe;

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
    ProbeState.Summary summary = ProbeState.Summary.of(outcome);
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

  /// The shape that the API gives a probe.
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", probe.name());
    json.put("url", Redactor.url(probe.url().toString()));
    json.put("credential", probe.credential());
    json.put("success", success);
    json.put("status", status);
    json.put("reason", reason);
    json.put("lastRun", at);
    json.put("nextRun", null);
    json.put(
        "incident",
        verdict == null
            ? null
            : IncidentJson.of(verdict, probe.name(), probe.credential(), status, at));
    return json;
  }
}
