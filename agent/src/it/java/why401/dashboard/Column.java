package why401.dashboard;

/// One column of a table, in the order shown.
///
/// @param field label, or `Value` or `Value #A` of the query with that letter
/// @param unit Grafana's unit, or empty
/// @param link where a click leads, or empty
/// @param width in pixels, or 0 for an equal share
record Column(String field, String heading, String unit, String link, int width) {
  static Column of(String field, String heading) {
    return new Column(field, heading, "", "", 0);
  }

  Column unit(String grafanaUnit) {
    return new Column(field, heading, grafanaUnit, link, width);
  }

  Column link(String url) {
    return new Column(field, heading, unit, url, width);
  }

  /// For what is long and must be read whole.
  Column wide(int pixels) {
    return new Column(field, heading, unit, link, pixels);
  }
}
