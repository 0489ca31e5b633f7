package why401.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import why401.partner.PrometheusServer;

/// What Prometheus answers to a panel, with its variables chosen as Grafana would.
final class Answers {
  private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");
  private static final String RATE_INTERVAL = "10s";

  private final PrometheusServer prometheus;
  private final Map<String, String> chosen;
  private final Instant from;
  private final Instant to;

  /// @param chosen value of each variable
  Answers(PrometheusServer prometheus, Map<String, String> chosen, Instant from, Instant to) {
    this.prometheus = prometheus;
    this.chosen = Map.copyOf(chosen);
    this.from = from;
    this.to = to;
  }

  /// One line, bar or row.
  ///
  /// @param query position of the query in its panel
  record Series(int query, String name, Map<String, String> labels, List<Point> points) {
    double last() {
      return points.getLast().value();
    }
  }

  /// A value at a time in seconds.
  record Point(double at, double value) {}

  /// Every series of every query, values that are no numbers left out.
  List<Series> of(Panel panel) {
    List<Series> all = new ArrayList<>();
    for (int i = 0; i < panel.queries().size(); i++) {
      all.addAll(of(panel, i));
    }
    return all;
  }

  /// Every series of the query at `index`.
  List<Series> of(Panel panel, int index) {
    Query query = panel.queries().get(index);
    String promql = filled(query.expression());
    JsonNode result =
        panel.kind().instant()
            ? prometheus.query(promql)
            : prometheus.range(promql, from, to, Duration.ofSeconds(1));
    List<Series> all = new ArrayList<>();
    for (JsonNode node : result) {
      Map<String, String> labels = new TreeMap<>();
      node.path("metric").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
      List<Point> points = points(node);
      if (!points.isEmpty()) {
        all.add(new Series(index, name(query.legend(), labels), labels, points));
      }
    }
    return all;
  }

  /// Whether `promql` has any answer over the time looked at.
  boolean any(String promql) {
    return !prometheus.range(filled(promql), from, to, Duration.ofSeconds(1)).isEmpty();
  }

  private static List<Point> points(JsonNode series) {
    List<JsonNode> values = new ArrayList<>();
    if (series.has("value")) {
      values.add(series.path("value"));
    }
    series.path("values").forEach(values::add);
    return values.stream()
        .map(pair -> new Point(pair.path(0).asDouble(), Double.parseDouble(pair.path(1).asText())))
        .filter(point -> !Double.isNaN(point.value()))
        .toList();
  }

  private static String name(String legend, Map<String, String> labels) {
    return LABEL
        .matcher(legend)
        .replaceAll(
            (MatchResult match) ->
                Matcher.quoteReplacement(labels.getOrDefault(match.group(1), "")));
  }

  /// The values that Grafana would offer for `variable`.
  List<String> choices(Variable variable) {
    String series = filled(variable.source());
    List<String> values = new ArrayList<>();
    prometheus
        .query("group by (" + variable.name() + ") (" + series + ")")
        .forEach(node -> values.add(node.at("/metric/" + variable.name()).asText()));
    return values.stream().filter(value -> !value.isEmpty()).sorted().toList();
  }

  private String filled(String promql) {
    String text = promql.replace("$__rate_interval", RATE_INTERVAL);
    for (var choice : chosen.entrySet()) {
      text = text.replace("$" + choice.getKey(), choice.getValue());
    }
    return text;
  }
}
