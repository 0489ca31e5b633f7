package why401.dashboard;

import static why401.dashboard.Overview.RATE;

import why401.dashboard.Dashboard.Row;

/// Where the uncommon causes show.
final class Oddities {
  private Oddities() {}

  static Row row() {
    return Row.of(
        "Is it one of the odd cases?",
        Panel.of(Kind.LINES, "Clock skew, the ten largest", "s", 8, 8)
            .says(
                """
                A target's clock minus the agent's. All lines off together: the agent's clock is
                wrong. One line off: tokens there run out early, or are not valid yet. Servers tell
                whole seconds: what is below one second is rounding.
                """)
            .query(
                "{{probe}}",
                """
                max by (probe) (why401_clock_skew_seconds{$, probe=~"$probe"})
                and topk(10, max by (probe) (abs(why401_clock_skew_seconds{$, probe=~"$probe"})))
                """),
        Panel.of(Kind.LINES, "Extra requests of diagnosis, by experiment", "reqps", 8, 8)
            .says("What diagnosis sends beside the probes. `diagnosis.per-hour` bounds it.")
            .query(
                "{{experiment}}",
                "sum by (experiment) (rate(why401_diagnosis_requests_total{$}" + RATE + ")) > 0"),
        Panel.of(Kind.LINES, "Duration of diagnoses", "s", 8, 8)
            .says("From the refusal to the verdict. Long ones wait between spaced retries.")
            .query("p50", Overview.quantile("0.5", "why401_diagnosis_duration_seconds", ""))
            .query("p99", Overview.quantile("0.99", "why401_diagnosis_duration_seconds", "")),
        Panel.of(Kind.LINES, "Runs withheld, by reason", "reqps", 24, 7)
            .says(
                """
                `account_protection` holds a refused password back, so that the account is not
                locked: replace the secret. `credential_unavailable` has no token to send.
                """)
            .query(
                "{{reason}}",
                """
                sum by (reason) (
                  rate(why401_probe_withheld_total{$, probe=~"$probe"}[$__rate_interval])
                )
                """));
  }
}
