package why401.dashboard;

/// One column of a table, in the order shown.
///
/// @param field label, or `Value` or `Value #A` of the query with that letter
/// @param unit Grafana's unit, or empty
/// @param link where a click leads, or empty
record Column(String field, String heading, String unit, String link) {
  static Column of(String field, String heading) {
    return new Column(field, heading, "", "");
  }

  Column unit(String grafanaUnit) {
    return new Column(field, heading, grafanaUnit, link);
  }

  Column link(String url) {
    return new Column(field, heading, unit, url);
  }
}
