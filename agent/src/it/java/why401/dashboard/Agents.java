package why401.dashboard;

import static why401.dashboard.Overview.RATE;

import why401.dashboard.Dashboard.Row;

/// The agent itself.
final class Agents {
  private Agents() {}

  static Row row() {
    return Row.of(
        "Is the agent itself well?",
        Panel.of(Kind.STATES, "Agents", "none", 8, 7)
            .says("Whether the agents answer their scrapes.")
            .query("{{instance}}", "up{$}")
            .word(0, "down", "red")
            .word(1, "up", "green"),
        Panel.of(Kind.STATES, "Configuration", "none", 8, 7)
            .says("Refused: the agent goes on with its previous configuration. Run why401 check.")
            .query("{{instance}}", "why401_config_last_reload_successful{$}")
            .word(0, "refused", "red")
            .word(1, "accepted", "green"),
        Panel.of(Kind.LINES, "Faults of the agent, by part", "short", 8, 7)
            .says("Must stay at zero. Each is in the agent's log with its cause.")
            .query(
                "{{part}}",
                "sum by (part) (increase(why401_internal_errors_total{$}" + RATE + "))"),
        Panel.of(Kind.LINES, "Start minus due, slowest hundredth", "s", 8, 7)
            .says("A late probe is a wrong measurement. Above a second: too much to do.")
            .query(
                "{{instance}}",
                Overview.quantile("0.99", "why401_schedule_lag_seconds", ", instance")),
        Panel.of(Kind.LINES, "Missed runs", "reqps", 8, 7)
            .says("Skipped: too late, or the last run of the same probe had not ended.")
            .query(
                "{{instance}}",
                "sum by (instance) (rate(why401_schedule_missed_total{$}" + RATE + "))"),
        Panel.of(Kind.LINES, "Duration of scrapes", "s", 8, 7)
            .says("How long the agent takes to answer Prometheus.")
            .query("{{instance}}", "scrape_duration_seconds{$}"),
        Panel.of(Kind.LINES, "Heap", "bytes", 8, 7)
            .says("A floor that keeps rising is a leak.")
            .query("{{instance}}", "sum by (instance) (jvm_memory_used_bytes{$, area=\"heap\"})"),
        Panel.of(Kind.LINES, "Pauses of the garbage collector", "percentunit", 8, 7)
            .says("Share of the time that the agent stood still.")
            .query(
                "{{instance}}",
                "sum by (instance) (rate(jvm_gc_pause_seconds_sum{$}" + RATE + "))"),
        Panel.of(Kind.LINES, "Processor", "percentunit", 8, 7)
            .says("Share of the machine that the agent uses.")
            .query("{{instance}}", "process_cpu_usage{$}"));
  }
}
