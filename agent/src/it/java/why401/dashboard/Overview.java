package why401.dashboard;

import java.util.List;
import why401.dashboard.Dashboard.Row;

/// The dashboard for the person on call: what is broken, will it get worse, and then why.
final class Overview {
  private static final String PROBES = "{$, probe=~\"$probe\"}";
  private static final String TOKENS = "{$, credential=~\"$credential\", issuer=~\"$issuer\"}";
  private static final String INCIDENTS =
      "why401_unauthorized{$, probe=~\"$probe\", credential=~\"$credential\"}";
  private static final String TO_PROBE =
      "/d/why401-probe?var-datasource=${datasource}&var-job=${job}&var-probe=${__value.raw}";

  private Overview() {}

  static Dashboard dashboard() {
    return new Dashboard(
        "why401",
        "why401",
        "Which endpoints refuse us, why, and what will be refused next.",
        List.of(
            Variable.JOB,
            Variable.INSTANCE,
            new Variable("issuer", "Issuer", "why401_issuer_up{job=~\"$job\"}", ".*"),
            new Variable(
                "credential",
                "Credential",
                "why401_token_usable{job=~\"$job\", issuer=~\"$issuer\"}",
                ".*"),
            new Variable("probe", "Probe", "why401_probe_interval_seconds{job=~\"$job\"}", ".*")),
        List.of(broken(), worse(), symptoms(), Renewals.row(), Oddities.row(), Agents.row()));
  }

  private static Row broken() {
    return Row.of(
        "What is broken, for whom, and why?",
        Panel.of(Kind.STAT, "Probes refused", "none", 4, 4)
            .says("Probes with an open incident. The table below names them.")
            .query("refused", "count(max by (probe) (" + INCIDENTS + ")) or vector(0)")
            .from(1, "red"),
        Panel.of(Kind.STAT, "Probes watched", "none", 4, 4)
            .says("Probes that are scheduled. A drop after a new configuration is worth a look.")
            .query(
                "watched", "count(max by (probe) (why401_probe_interval_seconds" + PROBES + "))"),
        Panel.of(Kind.STAT, "Identity providers down", "none", 4, 4)
            .says(
                """
                Identity providers that no agent reaches. Held tokens work until they expire: see the
                next row for how long.
                """)
            .query(
                "down",
                """
                count(max by (issuer) (why401_issuer_up{$, issuer=~"$issuer"}) == 0) or vector(0)
                """)
            .from(1, "red"),
        Panel.of(Kind.STAT, "Credentials without a token", "none", 4, 4)
            .says(
                "Credentials whose probes cannot leave now: expired, rejected, or not yet issued.")
            .query(
                "unusable",
                "count(max by (credential, issuer) (why401_token_usable"
                    + TOKENS
                    + ") == 0) or vector(0)")
            .from(1, "red"),
        Panel.of(Kind.STAT, "Runs withheld", "opm", 4, 4)
            .says(
                """
                Runs a minute that sent nothing: no usable credential, or an account is being
                protected from a lock. They are no part of a target's error ratio.
                """)
            .query("withheld", "60 * sum(rate(why401_probe_withheld_total" + PROBES + RATE + "))")
            .from(0.01, "orange"),
        Panel.of(Kind.STAT, "Probes failing otherwise", "none", 4, 4)
            .says("Not accepted, and not refused either: DNS, TLS, timeouts, unexpected answers.")
            .query(
                "failing",
                """
                count(
                  max by (probe) (why401_probe_success{$, probe=~"$probe"}) == 0
                  unless max by (probe) (why401_unauthorized{$})
                ) or vector(0)
                """)
            .from(1, "orange"),
        Panel.of(Kind.BARS, "Refused, by cause", "none", 6, 9)
            .says("Open incidents by cause. One long bar is one trouble: start with its runbook.")
            .query("{{cause}}", "count by (cause) (max by (probe, cause) (" + INCIDENTS + "))")
            .from(1, "red"),
        Panel.of(Kind.TABLE, "Refused probes", "none", 18, 9)
            .says(
                """
                One line per open incident. A click on the cause opens its runbook on the agent, one
                on the probe its history. The time is how much of the last day it was refused.
                """)
            .query(
                "{{probe}}",
                "max by (probe, credential, cause, confidence, fault_domain, severity) ("
                    + INCIDENTS
                    + ") * on (probe) group_left () (60 * count_over_time(max by (probe) ("
                    + INCIDENTS
                    + ")[1d:1m]))")
            .columns(
                Column.of("probe", "Probe").link(TO_PROBE),
                Column.of("cause", "Cause").link("${agent}/runbooks/${__value.raw}").wide(260),
                Column.of("confidence", "Confidence"),
                Column.of("fault_domain", "Ask first"),
                Column.of("credential", "Credential"),
                Column.of("severity", "Severity"),
                Column.of("Value", "In the last day").unit("s")));
  }

  /// Range of every rate.
  static final String RATE = "[$__rate_interval]";

  private static Row worse() {
    return Row.of(
        "Will it get worse?",
        Panel.of(Kind.BARS, "Life left of the first token, by issuer", "percentunit", 8, 8)
            .says(
                """
                The token nearest to its end, as a share of its whole life. Renewal runs well ahead:
                below a quarter something has kept failing.
                """)
            .query(
                "{{issuer}}",
                "min by (issuer) (max by (credential, issuer)"
                    + " ((why401_token_expiry_timestamp_seconds"
                    + TOKENS
                    + " - time()) / why401_token_lifetime_seconds"
                    + TOKENS
                    + "))")
            .from(-1000, "red")
            .from(0.1, "orange")
            .from(0.25, "green"),
        Panel.of(Kind.TABLE, "Tokens, by life left", "none", 16, 8)
            .says(
                """
                Life left, time until the planned renewal (negative: overdue), whole life, and
                failed renewals in the last hour.
                """)
            .query(
                "life left",
                "max by (credential, issuer) (why401_token_expiry_timestamp_seconds"
                    + TOKENS
                    + ") - time()")
            .query(
                "renewal in",
                "max by (credential, issuer) (why401_token_renewal_due_timestamp_seconds"
                    + TOKENS
                    + ") - time()")
            .query(
                "life", "max by (credential, issuer) (why401_token_lifetime_seconds" + TOKENS + ")")
            .query(
                "failures",
                "round(sum by (credential, issuer) (increase(why401_token_renewal_failures_total"
                    + TOKENS
                    + "[1h])))")
            .columns(
                Column.of("credential", "Credential"),
                Column.of("issuer", "Issuer").wide(360),
                Column.of("Value #A", "Life left").unit("s"),
                Column.of("Value #B", "Renewal in").unit("s"),
                Column.of("Value #C", "Whole life").unit("s"),
                Column.of("Value #D", "Failures in 1 h").unit("short")),
        Panel.of(Kind.STATES, "Identity providers", "none", 8, 7)
            .says("When an identity provider answered, and when not.")
            .query("{{issuer}}", "max by (issuer) (why401_issuer_up{$, issuer=~\"$issuer\"})")
            .word(0, "down", "red")
            .word(1, "up", "green"),
        Panel.of(Kind.BARS, "Secrets that only a person can replace", "s", 8, 7)
            .says(
                "Time left of keys, certificates and tokens that no program renews: the next ten.")
            .query(
                "{{credential}} {{kind}}",
                """
                bottomk(10, min by (credential, kind) (
                  why401_secret_expiry_timestamp_seconds{$, credential=~"$credential"}
                ) - time())
                """)
            .from(-1e9, "red")
            .from(259200, "orange")
            .from(1209600, "green"),
        Panel.of(Kind.BARS, "Certificates of the targets", "s", 8, 7)
            .says("Time left of the certificates that the targets present: the next ten.")
            .query(
                "{{probe}}",
                "bottomk(10, min by (probe) (why401_tls_certificate_expiry_timestamp_seconds"
                    + PROBES
                    + ") - time())")
            .from(-1e9, "red")
            .from(259200, "orange")
            .from(1209600, "green"));
  }

  private static Row symptoms() {
    return Row.of(
        "What do the targets answer?",
        Panel.of(Kind.LINES, "Refused share of the runs, by cause", "percentunit", 12, 8)
            .says(
                "Refused runs as a share of all runs that were sent. A step is a change somewhere.")
            .query(
                "{{cause}}",
                """
                (sum by (cause) (rate(why401_refusals_total{$}[$__rate_interval])) > 0)
                / on () group_left ()
                sum(rate(why401_probe_runs_total{$}[$__rate_interval]))
                """),
        Panel.of(Kind.LINES, "Error budget burn", "none", 12, 8)
            .says(
                """
                How many times faster than allowed the budget of 1 % burns, over an hour and over
                five minutes. Both above 14.4 pages. From the recording rules of the agent's rules file.
                """)
            .query(
                "{{job}} 1h",
                "job:why401_refusals_per_probe_runs:ratio_rate1h{job=~\"$job\"} / (1 - 0.99)")
            .query(
                "{{job}} 5m",
                "job:why401_refusals_per_probe_runs:ratio_rate5m{job=~\"$job\"} / (1 - 0.99)"),
        Panel.of(Kind.LINES, "Failures, by reason", "reqps", 8, 8)
            .says("Runs that were sent and not accepted. Only `unauthorized` is examined.")
            .query(
                "{{reason}}",
                "sum by (reason) (rate(why401_probe_failures_total" + PROBES + RATE + "))"),
        Panel.of(Kind.LINES, "Duration of the requests", "s", 8, 8)
            .says("Redirects included. A target that slows down before it refuses is overloaded.")
            .query("p50", quantile("0.5", "why401_probe_duration_seconds", ""))
            .query("p99", quantile("0.99", "why401_probe_duration_seconds", "")),
        Panel.of(Kind.LINES, "Slowest hundredth, by phase", "s", 8, 8)
            .says("Which part of a request is slow: name, connection, TLS, waiting, or reading.")
            .query(
                "{{phase}}", quantile("0.99", "why401_probe_phase_duration_seconds", ", phase")));
  }

  /// A quantile over all agents chosen.
  static String quantile(String share, String histogram, String by) {
    return "histogram_quantile(%s, sum by (le%s) (rate(%s_bucket{$}[$__rate_interval])))"
        .formatted(share, by, histogram);
  }
}
