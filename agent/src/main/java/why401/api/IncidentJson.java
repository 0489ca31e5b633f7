package why401.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.ExperimentReport;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;

/// An incident or a verdict in JSON, the same on the API, with `--json` and in the log
/// (http-api.md). A verdict outside an incident omits what only an incident has.
///
/// @param id of the incident, or null (left out)
/// @param probability of the cause, 0 if it was not weighed
/// @param mechanism in which way the cause came about, or null
/// @param endedBy what ended the incident, or null
/// @param causeAtEnd the cause as known at its end, or null
/// @param opening the verdict at the opening of the incident, or null (left out)
/// @param refusals refused or withheld runs so far, or null (left out)
public record IncidentJson(
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String id,
    @Nullable String probe,
    @Nullable String credential,
    String cause,
    String confidence,
    @JsonProperty("fault_domain") String faultDomain,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String severity,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> labels,
    int status,
    @Nullable Instant since,
    @Nullable Instant until,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long refusals,
    String summary,
    List<EvidenceJson> evidence,
    List<ExperimentJson> experiments,
    List<Change> changed,
    double probability,
    @Nullable String mechanism,
    List<AlternativeJson> alternatives,
    @JsonProperty("ended_by") @Nullable String endedBy,
    @JsonProperty("cause_at_end") @Nullable String causeAtEnd,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable OpeningJson opening,
    String remedy,
    String runbook) {
  /// Copies.
  public IncidentJson {
    labels = labels == null ? null : Map.copyOf(labels);
    evidence = List.copyOf(evidence);
    experiments = List.copyOf(experiments);
    changed = List.copyOf(changed);
    alternatives = List.copyOf(alternatives);
  }

  /// One piece of evidence.
  public record EvidenceJson(String from, String finding) {
    static EvidenceJson of(Finding finding) {
      return new EvidenceJson(finding.from().label(), finding.finding());
    }
  }

  /// One experiment.
  public record ExperimentJson(String name, int status, String finding) {
    static ExperimentJson of(ExperimentReport report) {
      return new ExperimentJson(report.name(), report.status(), report.finding());
    }
  }

  /// Another cause that is left.
  public record AlternativeJson(
      String cause, String mechanism, double probability, String because) {
    static AlternativeJson of(Verdict.Alternative alternative) {
      return new AlternativeJson(
          alternative.cause().label(),
          alternative.mechanism(),
          alternative.probability(),
          alternative.because());
    }
  }

  /// What the verdict was when the incident opened.
  public record OpeningJson(
      String cause, String confidence, double probability, @Nullable String mechanism) {
    static OpeningJson of(Incident.FirstVerdict opening) {
      return new OpeningJson(
          opening.cause().label(),
          opening.confidence().label(),
          opening.probability(),
          opening.mechanism());
    }
  }

  /// An incident.
  public static IncidentJson of(Incident incident) {
    Verdict verdict = incident.verdict();
    Incident.End end = incident.end();
    return new IncidentJson(
        incident.id(),
        incident.probe(),
        incident.credential(),
        verdict.cause().label(),
        verdict.confidence().label(),
        verdict.faultDomain().label(),
        incident.severity(),
        incident.labels(),
        incident.status(),
        incident.since(),
        incident.until(),
        incident.refusals(),
        verdict.summary(),
        verdict.evidence().stream().map(EvidenceJson::of).toList(),
        verdict.experiments().stream().map(ExperimentJson::of).toList(),
        verdict.changed(),
        verdict.odds().probability(),
        verdict.odds().mechanism(),
        verdict.odds().alternatives().stream().map(AlternativeJson::of).toList(),
        end == null ? null : end.by(),
        end == null ? null : end.cause().label(),
        OpeningJson.of(incident.opening()),
        verdict.remedy(),
        verdict.runbook());
  }

  /// A verdict outside any incident.
  ///
  /// @param probe name of the probe, or null for an ad-hoc request
  /// @param status HTTP status of the refusal, 0 without one
  /// @param at when it was refused, or null if unknown
  public static IncidentJson of(
      Verdict verdict,
      @Nullable String probe,
      @Nullable String credential,
      int status,
      @Nullable Instant at) {
    return new IncidentJson(
        null,
        probe,
        credential,
        verdict.cause().label(),
        verdict.confidence().label(),
        verdict.faultDomain().label(),
        null,
        null,
        status,
        at,
        null,
        null,
        verdict.summary(),
        verdict.evidence().stream().map(EvidenceJson::of).toList(),
        verdict.experiments().stream().map(ExperimentJson::of).toList(),
        verdict.changed(),
        verdict.odds().probability(),
        verdict.odds().mechanism(),
        verdict.odds().alternatives().stream().map(AlternativeJson::of).toList(),
        null,
        null,
        null,
        verdict.remedy(),
        verdict.runbook());
  }

  /// The verdict on one entry of a HAR capture.
  ///
  /// @param entry index into its entries
  public record EntryJson(int entry, @JsonUnwrapped IncidentJson verdict) {}
}
