package why401.dashboard;

import static why401.dashboard.Overview.RATE;

import why401.dashboard.Dashboard.Row;

/// Whether renewal keeps ahead of expiry.
final class Renewals {
  private static final String TOKENS = "{$, credential=~\"$credential\", issuer=~\"$issuer\"}";

  private Renewals() {}

  static Row row() {
    return Row.of(
        "Does renewal keep ahead?",
        Panel.of(Kind.LINES, "Renewals, by issuer", "reqps", 8, 8)
            .says("Attempts at the token endpoints. A higher level than before means retries.")
            .query(
                "{{issuer}}",
                "sum by (issuer) (rate(why401_token_renewals_total" + TOKENS + RATE + "))"),
        Panel.of(Kind.LINES, "Failed renewals, by reason", "reqps", 8, 8)
            .says(
                """
                `rejected` needs a person; the other reasons are the identity provider's or the
                network's, and are tried again.
                """)
            .query(
                "{{reason}}",
                "sum by (reason) (rate(why401_token_renewal_failures_total" + TOKENS + RATE + "))"),
        Panel.of(Kind.LINES, "Duration of renewals", "s", 8, 8)
            .says("How long the token endpoints take. Renewal starts early enough for the timeout.")
            .query("p50", Overview.quantile("0.5", "why401_token_renewal_duration_seconds", ""))
            .query("p99", Overview.quantile("0.99", "why401_token_renewal_duration_seconds", "")),
        Panel.of(Kind.HEATMAP, "Life left when a probe left", "none", 16, 8)
            .says("The proof of renewal: nothing may lie in the bucket at zero.")
            .query(
                "{{le}}",
                """
                sum by (le) (increase(
                  why401_token_remaining_at_use_seconds_bucket{$}[$__rate_interval]
                ))
                """),
        Panel.of(Kind.LINES, "Probes that left with a dead token", "short", 8, 8)
            .says("Must stay at zero. Otherwise look at the clock of the agent's host first.")
            .query(
                "{{instance}}",
                """
                sum by (instance) (increase(
                  why401_token_remaining_at_use_seconds_bucket{$, le=~"0|0.0"}[$__rate_interval]
                ))
                """));
  }
}
