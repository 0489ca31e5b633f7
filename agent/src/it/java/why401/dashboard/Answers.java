package why401.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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

  /// One line, bar or row; values that are not numbers are left out.
  record Series(String name, List<Double> values) {}

  /// Every series of the query.
  List<Series> of(Panel.Query query) {
    String promql = filled(query.expression());
    JsonNode result =
        query.instant()
            ? prometheus.query(promql)
            : prometheus.range(promql, from, to, Duration.ofSeconds(1));
    List<Series> all = new ArrayList<>();
    for (JsonNode node : result) {
      List<Double> values = values(node);
      if (!values.isEmpty()) {
        all.add(new Series(name(query.legend(), node.path("metric")), values));
      }
    }
    return all;
  }

  /// Whether `promql` has any answer over the time looked at.
  boolean any(String promql) {
    return !prometheus.range(filled(promql), from, to, Duration.ofSeconds(1)).isEmpty();
  }

  private static List<Double> values(JsonNode series) {
    Stream<JsonNode> range = StreamSupport.stream(series.path("values").spliterator(), false);
    return Stream.concat(Stream.of(series.path("value")), range)
        .filter(JsonNode::isArray)
        .map(pair -> Double.parseDouble(pair.path(1).asText()))
        .filter(value -> !value.isNaN())
        .toList();
  }

  private static String name(String legend, JsonNode labels) {
    return LABEL
        .matcher(legend)
        .replaceAll(match -> Matcher.quoteReplacement(labels.path(match.group(1)).asText()));
  }

  /// The values that Grafana would offer for a variable.
  ///
  /// @param source the series that carry the label
  List<String> choices(String label, String source) {
    List<String> values = new ArrayList<>();
    prometheus
        .query("group by (" + label + ") (" + filled(source) + ")")
        .forEach(node -> values.add(node.at("/metric/" + label).asText()));
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
