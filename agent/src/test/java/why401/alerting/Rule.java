package why401.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One rule of the shipped file.
///
/// @param pending how long the state lasts before the alert fires
/// @param keep how long the alert outlives the state; empty if it does not
/// @param labels the fixed labels of an alert
record Rule(
    String name,
    boolean alerts,
    String expression,
    String pending,
    String keep,
    Map<String, String> labels,
    Map<String, String> annotations) {
  Rule {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  static List<Rule> all() throws IOException {
    List<Rule> rules = new ArrayList<>();
    for (JsonNode group : Shipped.yaml(Shipped.RULES).path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        boolean alerts = rule.has("alert");
        rules.add(
            new Rule(
                rule.path(alerts ? "alert" : "record").asText(),
                alerts,
                rule.path("expr").asText(),
                rule.path("for").asText(),
                rule.path("keep_firing_for").asText(),
                texts(rule.path("labels")),
                texts(rule.path("annotations"))));
      }
    }
    return rules;
  }

  static List<Rule> alerting() throws IOException {
    return all().stream().filter(Rule::alerts).toList();
  }

  static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  @Override
  public String toString() {
    return name + labels;
  }
}
