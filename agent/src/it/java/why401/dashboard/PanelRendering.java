package why401.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// One panel in Grafana's JSON.
final class PanelRendering {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private PanelRendering() {}

  static ObjectNode json(Panel panel, int id, ObjectNode position) {
    ObjectNode json = JSON.objectNode().put("id", id).put("type", panel.kind().type());
    json.put("title", panel.title()).put("description", panel.description());
    json.set("datasource", Rendering.datasource());
    json.set("gridPos", position);
    json.set("targets", targets(panel));
    json.set("fieldConfig", fieldConfig(panel));
    json.set("options", options(panel.kind()));
    if (panel.kind() == Kind.TABLE) {
      json.set("transformations", TableRendering.transformations(panel));
    }
    return json;
  }

  private static ArrayNode targets(Panel panel) {
    ArrayNode targets = JSON.arrayNode();
    for (Query query : panel.queries()) {
      ObjectNode target = targets.addObject();
      target.put("refId", String.valueOf((char) ('A' + targets.size() - 1)));
      target.set("datasource", Rendering.datasource());
      target.put("expr", query.expression()).put("legendFormat", query.legend());
      target.put("instant", panel.kind().instant()).put("range", !panel.kind().instant());
      target.put("format", format(panel.kind()));
    }
    return targets;
  }

  private static String format(Kind kind) {
    return switch (kind) {
      case TABLE -> "table";
      case HEATMAP -> "heatmap";
      case STAT, BARS, LINES, STATES -> "time_series";
    };
  }

  private static ObjectNode fieldConfig(Panel panel) {
    ObjectNode config = JSON.objectNode();
    ObjectNode defaults = config.putObject("defaults").put("unit", panel.unit());
    defaults.set("thresholds", thresholds(panel));
    defaults.putObject("color").put("mode", byValue(panel) ? "thresholds" : "palette-classic");
    defaults.set("mappings", mappings(panel));
    defaults.set("custom", custom(panel.kind()));
    config.set("overrides", TableRendering.overrides(panel));
    return config;
  }

  private static boolean byValue(Panel panel) {
    return panel.kind() != Kind.LINES && panel.kind() != Kind.HEATMAP;
  }

  private static ObjectNode thresholds(Panel panel) {
    ObjectNode thresholds = JSON.objectNode().put("mode", "absolute");
    ArrayNode steps = thresholds.putArray("steps");
    String first = panel.steps().isEmpty() ? "text" : "green";
    steps.addObject().put("color", first).putNull("value");
    for (Panel.Step step : panel.steps()) {
      steps.addObject().put("color", step.color()).put("value", step.from());
    }
    return thresholds;
  }

  private static ArrayNode mappings(Panel panel) {
    ArrayNode mappings = JSON.arrayNode();
    if (!panel.words().isEmpty()) {
      ObjectNode values = mappings.addObject().put("type", "value").putObject("options");
      for (Panel.Word word : panel.words()) {
        values
            .putObject(String.valueOf(word.value()))
            .put("text", word.text())
            .put("color", word.color());
      }
    }
    return mappings;
  }

  private static ObjectNode custom(Kind kind) {
    ObjectNode custom = JSON.objectNode();
    return switch (kind) {
      case LINES -> {
        custom.put("drawStyle", "line").put("lineWidth", 1).put("fillOpacity", 0);
        custom.put("spanNulls", false).put("showPoints", "never");
        custom.putObject("stacking").put("mode", "none").put("group", "A");
        yield custom;
      }
      case STATES -> custom.put("fillOpacity", 70).put("lineWidth", 0);
      case TABLE -> custom.put("align", "auto").put("filterable", true);
      case STAT, BARS, HEATMAP -> custom;
    };
  }

  private static ObjectNode options(Kind kind) {
    ObjectNode options = JSON.objectNode();
    switch (kind) {
      case STAT -> {
        reduced(options).put("colorMode", "background").put("graphMode", "none");
        options.put("textMode", "auto").put("justifyMode", "center");
      }
      case BARS -> reduced(options).put("orientation", "horizontal").put("displayMode", "basic");
      case LINES -> {
        ObjectNode legend = options.putObject("legend").put("showLegend", true);
        legend.put("displayMode", "list").put("placement", "bottom").putArray("calcs");
        options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
      }
      case TABLE -> options.put("showHeader", true).put("cellHeight", "sm");
      case HEATMAP -> {
        options.put("calculate", false).putObject("yAxis").put("unit", "s");
        options.putObject("color").put("mode", "scheme").put("scheme", "Blues").put("steps", 32);
        options.putObject("tooltip").put("mode", "single").put("yHistogram", false);
      }
      case STATES -> {
        options.put("mergeValues", true).put("showValue", "auto").put("rowHeight", 0.8);
        options.putObject("legend").put("showLegend", false).put("displayMode", "list");
      }
    }
    return options;
  }

  private static ObjectNode reduced(ObjectNode options) {
    ObjectNode reduce = options.putObject("reduceOptions").put("values", false);
    reduce.put("fields", "").putArray("calcs").add("lastNotNull");
    return options;
  }
}
