package why401.dashboard;

/// Panel types of Grafana that we use.
enum Kind {
  STAT("stat"),
  BARS("bargauge"),
  LINES("timeseries"),
  TABLE("table"),
  HEATMAP("heatmap"),
  STATES("state-timeline");

  private final String type;

  Kind(String type) {
    this.type = type;
  }

  /// Grafana's name.
  String type() {
    return type;
  }

  /// Whether only the newest value counts.
  boolean instant() {
    return this == STAT || this == BARS || this == TABLE;
  }
}
