package why401.metrics;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.List;

/// Every metric of the agent: name, type, help and labels, as in metrics.md. The README, the rules
/// and the dashboard are tested against this list.
public enum MetricCatalogue {
  PROBE_SUCCESS("why401_probe_success", Type.GAUGE, "Whether the last run was accepted.", "probe"),
  PROBE_RUNS("why401_probe_runs_total", Type.COUNTER, "Runs that sent their request.", "probe"),
  PROBE_FAILURES(
      "why401_probe_failures_total",
      Type.COUNTER,
      "Runs that sent their request and were not accepted, by reason.",
      "probe",
      "reason"),
  PROBE_WITHHELD(
      "why401_probe_withheld_total",
      Type.COUNTER,
      "Runs that did not send their request, by reason; never part of a target's error ratio.",
      "probe",
      "reason"),
  PROBE_STATUS_CODE(
      "why401_probe_status_code",
      Type.GAUGE,
      "HTTP status of the last run, 0 without a response.",
      "probe"),
  PROBE_LAST_RUN(
      "why401_probe_last_run_timestamp_seconds",
      Type.GAUGE,
      "When the probe last ran, withheld runs included.",
      "probe"),
  PROBE_SLOWED_DOWN(
      "why401_probe_slowed_down",
      Type.GAUGE,
      "1 while the probe runs less often, so that its target does not ban the agent's address.",
      "probe"),
  PROBE_INTERVAL(
      "why401_probe_interval_seconds", Type.GAUGE, "Time from one run to the next.", "probe"),
  PROBE_LAST_DURATION(
      "why401_probe_last_duration_seconds",
      Type.GAUGE,
      "Duration of the last request, redirects included.",
      "probe"),
  PROBE_DURATION(
      "why401_probe_duration_seconds",
      Type.HISTOGRAM,
      "Duration of the requests of all probes, redirects included."),
  PROBE_PHASE_DURATION(
      "why401_probe_phase_duration_seconds",
      Type.HISTOGRAM,
      "Duration of the phases of the requests of all probes.",
      "phase"),
  UNAUTHORIZED(
      "why401_unauthorized",
      Type.GAUGE,
      "1 while an incident is open: the probe is refused for this cause.",
      "probe",
      "credential",
      "cause",
      "confidence",
      "fault_domain",
      "severity"),
  INCIDENT_INFO(
      "why401_incident_info",
      Type.INFO,
      "What a notification says about an open incident: the first step, and what else it could be.",
      "probe",
      "credential",
      "cause",
      "mechanism",
      "remedy",
      "alternatives"),
  PROBE_INFO(
      "why401_probe_info", Type.INFO, "Which credential a probe uses.", "probe", "credential"),
  PROBE_REFUSALS(
      "why401_probe_refusals_total",
      Type.COUNTER,
      "Refused runs by cause, from the first occurrence on.",
      "probe",
      "cause"),
  REFUSALS(
      "why401_refusals_total", Type.COUNTER, "Refused runs of the whole agent by cause.", "cause"),
  VERDICTS(
      "why401_verdicts_total",
      Type.COUNTER,
      "Incidents ended, by the verdict at their opening and whether it still held at their end.",
      "cause",
      "confidence",
      "held"),
  DIAGNOSIS_REQUESTS(
      "why401_diagnosis_requests_total",
      Type.COUNTER,
      "Extra requests that diagnoses sent, by experiment.",
      "experiment"),
  DIAGNOSIS_DURATION("why401_diagnosis_duration_seconds", Type.HISTOGRAM, "Duration of diagnoses."),
  ISSUER_UP(
      "why401_issuer_up",
      Type.GAUGE,
      "Whether the identity provider responds, from renewals and a health check every minute.",
      "issuer"),
  TOKEN_EXPIRY(
      "why401_token_expiry_timestamp_seconds",
      Type.GAUGE,
      "When the current token expires.",
      "credential",
      "issuer"),
  TOKEN_EXPIRY_ASSUMED(
      "why401_token_expiry_assumed",
      Type.GAUGE,
      "Whether that time is assumed, since the response states none.",
      "credential",
      "issuer"),
  TOKEN_ISSUED(
      "why401_token_issued_timestamp_seconds",
      Type.GAUGE,
      "When the current token was requested.",
      "credential",
      "issuer"),
  TOKEN_RENEWAL_DUE(
      "why401_token_renewal_due_timestamp_seconds",
      Type.GAUGE,
      "When the current token is due for renewal.",
      "credential",
      "issuer"),
  TOKEN_LIFETIME(
      "why401_token_lifetime_seconds",
      Type.GAUGE,
      "Lifetime of the current token.",
      "credential",
      "issuer"),
  TOKEN_USABLE(
      "why401_token_usable",
      Type.GAUGE,
      "Whether a probe could use the token now.",
      "credential",
      "issuer"),
  TOKEN_RENEWALS(
      "why401_token_renewals_total",
      Type.COUNTER,
      "Attempts to renew the token.",
      "credential",
      "issuer"),
  TOKEN_RENEWAL_FAILURES(
      "why401_token_renewal_failures_total",
      Type.COUNTER,
      "Attempts to renew the token that failed, by reason.",
      "credential",
      "issuer",
      "reason"),
  TOKEN_RENEWAL_BLOCKED(
      "why401_token_renewal_blocked",
      Type.GAUGE,
      "1 while renewal needs a person to act, by cause of the last failure.",
      "credential",
      "issuer",
      "cause",
      "confidence",
      "fault_domain"),
  TOKEN_RENEWAL_BLOCKED_INFO(
      "why401_blocked_renewal_info",
      Type.INFO,
      "What a notification says about a blocked renewal: the first step, and what else it could"
          + " be.",
      "credential",
      "issuer",
      "cause",
      "mechanism",
      "remedy",
      "alternatives"),
  TOKEN_RENEWAL_DURATION(
      "why401_token_renewal_duration_seconds",
      Type.HISTOGRAM,
      "Duration of the attempts to renew a token."),
  TOKEN_REMAINING_AT_USE(
      "why401_token_remaining_at_use_seconds",
      Type.HISTOGRAM,
      "Remaining lifetime of the token when a probe was sent with it."),
  CREDENTIAL_HELD_UNTIL(
      "why401_credential_held_until_timestamp_seconds",
      Type.GAUGE,
      "When a refused credential that is held back is tried again; present only while it is held.",
      "credential"),
  SECRET_EXPIRY(
      "why401_secret_expiry_timestamp_seconds",
      Type.GAUGE,
      "When a secret expires that only a person or another program can renew.",
      "credential",
      "kind"),
  CLOCK_SKEW(
      "why401_clock_skew_seconds",
      Type.GAUGE,
      "The target's Date header minus the agent's clock.",
      "probe"),
  TLS_CERTIFICATE_EXPIRY(
      "why401_tls_certificate_expiry_timestamp_seconds",
      Type.GAUGE,
      "Earliest expiry in the certificate chain that the target presented.",
      "probe"),
  SCHEDULE_LAG(
      "why401_schedule_lag_seconds", Type.HISTOGRAM, "Time from when a run was due to its start."),
  SCHEDULE_MISSED(
      "why401_schedule_missed_total",
      Type.COUNTER,
      "Runs skipped because they were late or the previous run had not ended."),
  CONFIG_RELOAD_SUCCESSFUL(
      "why401_config_last_reload_successful",
      Type.GAUGE,
      "Whether the last attempt to load the configuration succeeded."),
  CONFIG_RELOAD_TIMESTAMP(
      "why401_config_last_reload_success_timestamp_seconds",
      Type.GAUGE,
      "When the configuration was last loaded successfully."),
  TARGETS("why401_targets", Type.GAUGE, "Discovered targets that are probed.", "source"),
  TARGETS_REJECTED(
      "why401_targets_rejected",
      Type.GAUGE,
      "Discovered targets, and files of targets, that are not used; the log says why.",
      "source"),
  TARGETS_REFRESHES(
      "why401_targets_refreshes_total",
      Type.COUNTER,
      "Attempts to get a list of targets.",
      "source"),
  TARGETS_FAILURES(
      "why401_targets_refresh_failures_total",
      Type.COUNTER,
      "Attempts to get a list of targets that failed; the last good list stays in effect.",
      "source"),
  TARGETS_REFRESHED(
      "why401_targets_last_refresh_timestamp_seconds",
      Type.GAUGE,
      "When a list of targets was last obtained.",
      "source"),
  CLUSTER_MEMBERS(
      "why401_cluster_members",
      Type.GAUGE,
      "Agents of the cluster that this one sees, itself included; absent without a cluster."),
  CLUSTER_OWNED(
      "why401_cluster_owned",
      Type.GAUGE,
      "Probes that this member of a cluster runs, and credentials that it renews.",
      "kind"),
  CLUSTER_REBALANCES(
      "why401_cluster_rebalances_total",
      Type.COUNTER,
      "Changes of who owns what in the cluster, as this member saw them."),
  CLUSTER_DEGRADED(
      "why401_cluster_degraded",
      Type.GAUGE,
      "1 while this member is cut off from the majority of its cluster."),
  FILES_BLOCKED(
      "why401_files_blocked",
      Type.GAUGE,
      "Number of files and commands that do not answer; nothing but their credentials waits."),
  BUILD_INFO(
      "why401_build_info",
      Type.INFO,
      "Version, revision and Java version of the agent.",
      "version",
      "revision",
      "java"),
  INTERNAL_ERRORS(
      "why401_internal_errors_total",
      Type.COUNTER,
      "Internal errors of the agent by part; each is logged.",
      "part"),
  INCIDENTS_OPEN("why401_incidents_open", Type.GAUGE, "Number of open incidents.");

  private final String metric;
  private final Type type;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<String> labels;

  MetricCatalogue(String metric, Type type, String help, String... labels) {
    this.metric = metric;
    this.type = type;
    this.help = help;
    this.labels = List.of(labels);
  }

  /// Name as it is scraped, unit and `_total` included.
  public String metric() {
    return metric;
  }

  /// Type in the exposition.
  public Type type() {
    return type;
  }

  /// Help text.
  public String help() {
    return help;
  }

  /// Label names; `why401_unauthorized` has the probe's own besides.
  public List<String> labels() {
    return labels;
  }

  /// For a snapshot of the Prometheus client, which adds `_total` and `_info` by itself.
  MetricMetadata metadata() {
    return new MetricMetadata(metric.replaceFirst("_(total|info)$", ""), help);
  }

  /// Types of the Prometheus exposition formats.
  public enum Type {
    /// Goes up and down.
    GAUGE,
    /// Only grows.
    COUNTER,
    /// Buckets, sum and count.
    HISTOGRAM,
    /// A gauge of 1 whose labels are the message.
    INFO
  }
}
