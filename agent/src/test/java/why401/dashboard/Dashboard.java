package why401.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import why401.alerting.Shipped;

/// A dashboard as shipped.
record Dashboard(String uid, JsonNode json) {
  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  /// Both dashboards.
  static List<Dashboard> all() {
    return Stream.of("why401", "why401-probe").map(Dashboard::read).toList();
  }

  private static Dashboard read(String uid) {
    try {
      JsonNode json =
          new ObjectMapper().readTree(Shipped.ROOT.resolve("grafana/" + uid + ".json").toFile());
      return new Dashboard(uid, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Everything that has a place on the dashboard, headings of rows included.
  List<JsonNode> places() {
    return StreamSupport.stream(json.path("panels").spliterator(), false).toList();
  }

  List<Panel> panels() {
    return places().stream()
        .filter(panel -> !panel.path("type").asText().equals("row"))
        .map(Panel::of)
        .toList();
  }

  /// For each variable filled from a label: the series that carry the label.
  Map<String, String> variables() {
    Map<String, String> sources = new TreeMap<>();
    for (JsonNode variable : json.at("/templating/list")) {
      if (variable.path("type").asText().equals("query")) {
        MatchResult source =
            LABEL_VALUES
                .matcher(variable.path("query").asText())
                .results()
                .findFirst()
                .orElseThrow();
        sources.put(source.group(2), source.group(1));
      }
    }
    return sources;
  }

  /// The expression of each annotation, by name.
  Map<String, String> annotations() {
    Map<String, String> expressions = new TreeMap<>();
    json.at("/annotations/list")
        .forEach(node -> expressions.put(node.path("name").asText(), node.path("expr").asText()));
    return expressions;
  }

  @Override
  public String toString() {
    return uid;
  }
}
