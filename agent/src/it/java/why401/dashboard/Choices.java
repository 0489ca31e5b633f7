package why401.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The variables at the top of a dashboard and the annotations across it.
final class Choices {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Choices() {}

  static ArrayNode variables(Dashboard dashboard) {
    ArrayNode list = JSON.arrayNode();
    ObjectNode datasource = list.addObject().put("name", "datasource").put("type", "datasource");
    datasource.put("label", "Data source").put("query", "prometheus").put("refresh", 1);
    datasource.put("multi", false).put("includeAll", false).put("hide", 0).put("regex", "");
    dashboard.variables().forEach(variable -> list.add(variable(variable)));
    ObjectNode agent = list.addObject().put("name", "agent").put("type", "textbox").put("hide", 0);
    agent.put("label", "Agent URL").put("query", "http://localhost:9401");
    agent
        .putObject("current")
        .put("text", "http://localhost:9401")
        .put("value", "http://localhost:9401");
    return list;
  }

  private static ObjectNode variable(Variable variable) {
    ObjectNode node = JSON.objectNode().put("name", variable.name()).put("type", "query");
    String query = "label_values(" + variable.source() + ", " + variable.name() + ")";
    node.put("label", variable.label()).put("query", query).put("definition", query);
    node.set("datasource", Rendering.datasource());
    boolean several = !variable.all().isEmpty();
    node.put("multi", several).put("includeAll", several).put("hide", 0).put("regex", "");
    if (several) {
      node.put("allValue", variable.all());
      node.putObject("current").put("text", "All").put("value", "$__all");
    }
    // On each change of the time range, and in alphabetical order.
    return node.put("refresh", 2).put("sort", 1);
  }

  static ArrayNode annotations() {
    ArrayNode list = JSON.arrayNode();
    list.add(
        annotation(
            "Alerts",
            "red",
            "ALERTS{job=~\"$job\", alertname=~\"Why401.+\", alertstate=\"firing\"}",
            "{{alertname}} {{probe}} {{credential}} {{issuer}} {{cause}}"));
    list.add(
        annotation(
            "Restarts",
            "blue",
            "changes(process_start_time_seconds{$}[$__rate_interval]) > 0",
            "{{instance}} restarted"));
    list.add(
        annotation(
            "Configuration",
            "purple",
            "changes(why401_config_last_reload_success_timestamp_seconds{$}[$__rate_interval]) > 0",
            "{{instance}} loaded a configuration"));
    return list;
  }

  private static ObjectNode annotation(String name, String color, String query, String text) {
    ObjectNode node = JSON.objectNode().put("name", name).put("enable", true).put("hide", false);
    node.set("datasource", Rendering.datasource());
    node.put("iconColor", color).put("step", "60s").put("titleFormat", text);
    return node.put("expr", new Query(query, text).expression());
  }
}
