package why401.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.deployment.Deployment;

/// Data points on their way into one scrape, as text, by metric. The Prometheus client writes the
/// comments and the name of each metric; a line for each data point is written here, since the
/// client checks, sorts and escapes the labels of a probe again for each of its metrics.
final class SeriesText {
  private static final ExpositionFormats FORMATS = ExpositionFormats.init();

  private final ExpositionFormatWriter client;
  private final @Nullable String location;
  private final Map<MetricCatalogue, Lines> metrics = new EnumMap<>(MetricCatalogue.class);
  private Labels lastLabels = Labels.EMPTY;
  private String lastText;

  /// @param contentType of the page
  /// @param location a label of all series, or null
  SeriesText(String contentType, @Nullable String location) {
    client = FORMATS.findWriter(contentType);
    this.location = location;
    lastText = text(Labels.EMPTY);
  }

  void add(MetricCatalogue metric, Labels labels, double value) {
    StringBuilder out = start(metric, labels);
    if (Double.isInfinite(value)) {
      out.append(value > 0 ? "+Inf" : "-Inf");
    } else {
      out.append(value);
    }
    out.append('\n');
  }

  void info(MetricCatalogue metric, Labels labels) {
    start(metric, labels).append("1\n");
  }

  void addUnlessNaN(MetricCatalogue metric, Labels labels, double value) {
    if (!Double.isNaN(value)) {
      add(metric, labels, value);
    }
  }

  void count(MetricCatalogue metric, Labels labels, long value) {
    add(metric, labels, (double) value);
  }

  /// Characters so far.
  int length() {
    int sum = 0;
    for (Lines lines : metrics.values()) {
      sum += lines.text.length();
    }
    return sum;
  }

  void writeTo(OutputStream page) throws IOException {
    for (Lines lines : metrics.values()) {
      page.write(lines.text.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private StringBuilder start(MetricCatalogue metric, Labels labels) {
    if (!labels.equals(lastLabels)) {
      lastText = text(labels);
      lastLabels = labels;
    }
    Lines lines = metrics.get(metric);
    if (lines == null) {
      lines = lines(metric);
      metrics.put(metric, lines);
    }
    return lines.text.append(lines.name).append(lastText);
  }

  /// `{name="value",…} `, or a space for none.
  private String text(Labels some) {
    Labels labels =
        location == null || some.contains(Deployment.LABEL)
            ? some
            : some.add(Deployment.LABEL, location);
    if (labels.isEmpty()) {
      return " ";
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < labels.size(); i++) {
      out.append(i == 0 ? '{' : ',').append(labels.getName(i)).append("=\"");
      escape(labels.getValue(i), out);
      out.append('"');
    }
    return out.append("} ").toString();
  }

  private static void escape(String value, StringBuilder out) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '"' -> out.append("\\\"");
        case '\n' -> out.append("\\n");
        default -> out.append(c);
      }
    }
  }

  /// What the client writes for one data point without labels: comments, then name and value.
  private Lines lines(MetricCatalogue metric) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      client.write(out, new MetricSnapshots(snapshot(metric)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    StringBuilder head = new StringBuilder();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      if (!line.startsWith("#")) {
        return new Lines(head, line.substring(0, line.indexOf(' ')));
      }
      head.append(line).append('\n');
    }
    throw new IllegalStateException("No sample of " + metric.metric());
  }

  private static MetricSnapshot snapshot(MetricCatalogue metric) {
    MetricMetadata metadata = metric.metadata();
    return switch (metric.type()) {
      case COUNTER ->
          new CounterSnapshot(
              metadata, List.of(new CounterDataPointSnapshot(0, Labels.EMPTY, null, 0)));
      case GAUGE ->
          new GaugeSnapshot(metadata, List.of(new GaugeDataPointSnapshot(0, Labels.EMPTY, null)));
      case INFO -> new InfoSnapshot(metadata, List.of(new InfoDataPointSnapshot(Labels.EMPTY)));
      case HISTOGRAM -> throw new IllegalArgumentException(metric.metric() + " is a histogram");
    };
  }

  /// @param text comments, then a line for each data point
  /// @param name of each line
  private record Lines(StringBuilder text, String name) {}
}
