package why401.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// One look at an alert in a rule test: which of it are expected to fire then.
///
/// @param test where the look is made; the looks of one test share their input
/// @param firing the labels of each alert that fires
record Sighting(String test, String alert, List<Map<String, String>> firing) {
  Sighting {
    firing = List.copyOf(firing);
  }

  /// Every look in every file, in the order written, which is that of time.
  static List<Sighting> all() throws IOException {
    List<Sighting> sightings = new ArrayList<>();
    for (Path file : Shipped.ruleTests()) {
      for (JsonNode test : Shipped.yaml(file).path("tests")) {
        String name = file.getFileName() + ": " + test.path("name").asText();
        for (JsonNode look : test.path("alert_rule_test")) {
          sightings.add(
              new Sighting(name, look.path("alertname").asText(), labels(look.path("exp_alerts"))));
        }
      }
    }
    return sightings;
  }

  private static List<Map<String, String>> labels(JsonNode alerts) {
    Stream<JsonNode> each = StreamSupport.stream(alerts.spliterator(), false);
    return each.map(alert -> Rule.texts(alert.path("exp_labels"))).toList();
  }

  /// Whether an alert of this very rule fires.
  boolean fires(Rule rule) {
    return firing.stream()
        .anyMatch(labels -> labels.entrySet().containsAll(rule.labels().entrySet()));
  }
}
