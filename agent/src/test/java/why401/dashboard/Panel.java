package why401.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/// One panel of a dashboard file, without the rows that only group panels.
///
/// @param unit by Grafana's name
record Panel(String title, String description, String unit, List<Query> queries) {
  /// One PromQL query of a panel.
  ///
  /// @param legend name of a line, with `{{label}}`
  /// @param instant whether only the newest value is shown
  record Query(String expression, String legend, boolean instant) {}

  Panel {
    queries = List.copyOf(queries);
  }

  static Panel of(JsonNode panel) {
    return new Panel(
        panel.path("title").asText(),
        panel.path("description").asText(),
        panel.at("/fieldConfig/defaults/unit").asText(),
        StreamSupport.stream(panel.path("targets").spliterator(), false)
            .map(Panel::query)
            .toList());
  }

  private static Query query(JsonNode target) {
    return new Query(
        target.path("expr").asText(),
        target.path("legendFormat").asText(),
        target.path("instant").asBoolean());
  }
}
