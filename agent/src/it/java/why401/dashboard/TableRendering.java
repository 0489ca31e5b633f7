package why401.dashboard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What only tables have: columns that are joined, named, ordered, and shown each in its own unit.
final class TableRendering {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TableRendering() {}

  static ArrayNode transformations(Panel panel) {
    ArrayNode list = JSON.arrayNode();
    list.addObject().put("id", "merge").putObject("options");
    ObjectNode organize = list.addObject().put("id", "organize").putObject("options");
    organize.putObject("excludeByName").put("Time", true);
    ObjectNode order = organize.putObject("indexByName");
    ObjectNode names = organize.putObject("renameByName");
    for (Column column : panel.columns()) {
      order.put(column.field(), order.size());
      names.put(column.field(), column.heading());
    }
    return list;
  }

  static ArrayNode overrides(Panel panel) {
    ArrayNode overrides = JSON.arrayNode();
    for (Column column : panel.columns()) {
      if (!column.unit().isEmpty()) {
        property(overrides, column).put("id", "unit").put("value", column.unit());
      }
      if (column.width() > 0) {
        property(overrides, column).put("id", "custom.width").put("value", column.width());
      }
      if (!column.link().isEmpty()) {
        ObjectNode property = property(overrides, column).put("id", "links");
        ObjectNode link = property.putArray("value").addObject();
        link.put("title", "Open").put("url", column.link()).put("targetBlank", false);
      }
    }
    return overrides;
  }

  private static ObjectNode property(ArrayNode overrides, Column column) {
    ObjectNode override = overrides.addObject();
    override.putObject("matcher").put("id", "byName").put("options", column.heading());
    return override.putArray("properties").addObject();
  }
}
