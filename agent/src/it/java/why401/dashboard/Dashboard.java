package why401.dashboard;

import java.util.List;

/// A dashboard: its choices and its rows, each of which answers one question.
record Dashboard(
    String uid, String title, String description, List<Variable> variables, List<Row> rows) {
  /// A question and the panels that answer it.
  record Row(String title, List<Panel> panels) {
    Row {
      panels = List.copyOf(panels);
    }

    static Row of(String title, Panel... panels) {
      return new Row(title, List.of(panels));
    }
  }

  Dashboard {
    variables = List.copyOf(variables);
    rows = List.copyOf(rows);
  }

  /// Both dashboards that ship.
  static List<Dashboard> all() {
    return List.of(Overview.dashboard(), Drilldown.dashboard());
  }

  List<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream()).toList();
  }
}
