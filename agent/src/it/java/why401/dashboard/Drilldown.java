package why401.dashboard;

import static why401.dashboard.Overview.RATE;

import java.util.List;
import why401.dashboard.Dashboard.Row;

/// Everything about one probe; alerts link here.
final class Drilldown {
  private static final String PROBE = "{$, probe=\"$probe\"}";

  private Drilldown() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "why401-probe",
        "why401 probe",
        "One probe: is it refused, since when, and what changed at that time.",
        List.of(
            Variable.JOB,
            Variable.INSTANCE,
            new Variable("probe", "Probe", "why401_probe_interval_seconds{job=~\"$job\"}", "")),
        List.of(now(), history(), credential()));
  }

  private static Row now() {
    return Row.of(
        "How is it now?",
        Panel.of(Kind.STAT, "Last run", "none", 4, 4)
            .says("Whether the last run was accepted.")
            .query("accepted", "max(why401_probe_success" + PROBE + ")")
            .word(0, "not accepted", "red")
            .word(1, "accepted", "green"),
        Panel.of(Kind.STAT, "Status", "none", 4, 4)
            .says("HTTP status of the last run; 0 without a response, or when nothing was sent.")
            .query("status", "max(why401_probe_status_code" + PROBE + ")")
            .from(0, "text")
            .from(1, "green")
            .from(400, "red"),
        Panel.of(Kind.STAT, "Age of the last run", "s", 4, 4)
            .says("More than three intervals: the probe has stopped running.")
            .query("age", "time() - max(why401_probe_last_run_timestamp_seconds" + PROBE + ")"),
        Panel.of(Kind.STAT, "Interval", "s", 4, 4)
            .says("Time from one run to the next.")
            .query("interval", "max(why401_probe_interval_seconds" + PROBE + ")"),
        Panel.of(Kind.STAT, "Clock skew", "s", 4, 4)
            .says("The target's clock minus the agent's. Below a second it is rounding.")
            .query("skew", "max(why401_clock_skew_seconds" + PROBE + ")"),
        Panel.of(Kind.STAT, "Certificate ends in", "s", 4, 4)
            .says("Earliest end in the chain that the target presents.")
            .query(
                "certificate",
                "min(why401_tls_certificate_expiry_timestamp_seconds" + PROBE + ") - time()")
            .from(-1e9, "red")
            .from(1209600, "green"),
        Panel.of(Kind.TABLE, "Open incident", "none", 24, 4)
            .says("The verdict. A click on the cause opens its runbook on the agent.")
            .query(
                "{{cause}}",
                "max by (credential, cause, confidence, fault_domain, severity)"
                    + " (why401_unauthorized"
                    + PROBE
                    + ") * on () group_left () (60 * count_over_time(max(why401_unauthorized"
                    + PROBE
                    + ")[1d:1m]))")
            .columns(
                Column.of("cause", "Cause").link("${agent}/runbooks/${__value.raw}").wide(260),
                Column.of("confidence", "Confidence"),
                Column.of("fault_domain", "Ask first"),
                Column.of("credential", "Credential"),
                Column.of("severity", "Severity"),
                Column.of("Value", "In the last day").unit("s")));
  }

  private static Row history() {
    return Row.of(
        "Since when, and what else happened?",
        Panel.of(Kind.STATES, "Incidents", "none", 24, 5)
            .says("When an incident was open, and for which cause.")
            .query(
                "{{cause}} ({{confidence}})",
                "max by (cause, confidence) (why401_unauthorized" + PROBE + ")")
            .word(1, "refused", "red"),
        Panel.of(Kind.STATES, "Status over time", "none", 24, 5)
            .says("HTTP status of each run; 0 without a response.")
            .query("status", "max(why401_probe_status_code" + PROBE + ")")
            .from(0, "text")
            .from(1, "green")
            .from(400, "red"),
        Panel.of(Kind.LINES, "Refusals, by cause", "short", 8, 7)
            .says("Refused runs. Causes that alternate point at replicas that differ.")
            .query("{{cause}}", counted("cause", "why401_probe_refusals_total")),
        Panel.of(Kind.LINES, "Failures, by reason", "short", 8, 7)
            .says("Runs that were sent and not accepted.")
            .query("{{reason}}", counted("reason", "why401_probe_failures_total")),
        Panel.of(Kind.LINES, "Withheld, by reason", "short", 8, 7)
            .says("Runs that sent nothing, and why.")
            .query("{{reason}}", counted("reason", "why401_probe_withheld_total")),
        Panel.of(Kind.LINES, "Duration", "s", 12, 7)
            .says("Of each request, redirects included.")
            .query("duration", "max(why401_probe_last_duration_seconds" + PROBE + ")"),
        Panel.of(Kind.LINES, "Clock skew over time", "s", 12, 7)
            .says("A line that drifts is a clock without a time service; a step is a new server.")
            .query("skew", "max(why401_clock_skew_seconds" + PROBE + ")"));
  }

  private static Row credential() {
    return Row.of(
        "And its credential? (while an incident is open)",
        Panel.of(Kind.LINES, "Life left of its token", "s", 12, 7)
            .says("A sawtooth is renewal at work. A line that crosses zero explains the refusals.")
            .query(
                "{{credential}} {{issuer}}",
                ofCredential("why401_token_expiry_timestamp_seconds", " - time()")),
        Panel.of(Kind.LINES, "Failed renewals of its token, by reason", "short", 12, 7)
            .says(
                "`rejected` needs a person; the others are the identity provider's or the"
                    + " network's.")
            .query(
                "{{reason}}",
                """
                sum by (reason) (
                  increase(why401_token_renewal_failures_total{$}[$__rate_interval])
                  and on (job, credential) why401_unauthorized{$, probe="$probe"}
                )
                """));
  }

  private static String ofCredential(String gauge, String then) {
    return "max by (credential, issuer) (%s{$} and on (job, credential) why401_unauthorized%s)%s"
        .formatted(gauge, PROBE, then);
  }

  private static String counted(String by, String counter) {
    return "sum by (%s) (increase(%s%s%s))".formatted(by, counter, PROBE, RATE);
  }
}
