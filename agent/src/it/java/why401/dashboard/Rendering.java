package why401.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A dashboard in Grafana's classic JSON, which file provisioning and sidecars accept.
final class Rendering {
  private static final int COLUMNS = 24;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Dashboard dashboard;
  private int nextId = 1;
  private int x;
  private int y;
  private int tallest;

  Rendering(Dashboard dashboard) {
    this.dashboard = dashboard;
  }

  /// The text of the file.
  static String text(Dashboard dashboard) throws JsonProcessingException {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    return new ObjectMapper().writer(printer).writeValueAsString(new Rendering(dashboard).json())
        + "\n";
  }

  private ObjectNode json() {
    ObjectNode json = JSON.objectNode();
    json.putNull("id");
    json.put("uid", dashboard.uid());
    json.put("title", dashboard.title());
    json.put("description", dashboard.description());
    json.putArray("tags").add("why401");
    json.put("schemaVersion", 39);
    json.put("version", 1);
    json.put("editable", false);
    json.put("graphTooltip", 1);
    json.put("refresh", "30s");
    json.put("timezone", "browser");
    json.putObject("time").put("from", "now-6h").put("to", "now");
    json.set("annotations", JSON.objectNode().set("list", Choices.annotations()));
    json.set("links", links());
    json.set("templating", JSON.objectNode().set("list", Choices.variables(dashboard)));
    json.set("panels", panels());
    return json;
  }

  private static ArrayNode links() {
    ArrayNode links = JSON.arrayNode();
    links
        .addObject()
        .put("type", "dashboards")
        .put("title", "why401")
        .put("asDropdown", false)
        .put("includeVars", true)
        .put("keepTime", true)
        .putArray("tags")
        .add("why401");
    return links;
  }

  private ArrayNode panels() {
    ArrayNode panels = JSON.arrayNode();
    for (Dashboard.Row row : dashboard.rows()) {
      ObjectNode header = panels.addObject().put("id", nextId++).put("type", "row");
      header.put("title", row.title()).put("collapsed", false).putArray("panels");
      header.set("gridPos", position(COLUMNS, 1));
      for (Panel panel : row.panels()) {
        panels.add(PanelRendering.json(panel, nextId++, position(panel.width(), panel.height())));
      }
      newLine();
    }
    return panels;
  }

  /// The next free place, from left to right.
  private ObjectNode position(int width, int height) {
    if (x + width > COLUMNS) {
      newLine();
    }
    ObjectNode place = JSON.objectNode().put("x", x).put("y", y).put("w", width).put("h", height);
    x += width;
    tallest = Math.max(tallest, height);
    return place;
  }

  private void newLine() {
    x = 0;
    y += tallest;
    tallest = 0;
  }

  static ObjectNode datasource() {
    return JSON.objectNode().put("type", "prometheus").put("uid", "${datasource}");
  }
}
