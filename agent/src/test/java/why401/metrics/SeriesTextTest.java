package why401.metrics;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The text is the client's own, byte for byte: of every metric that is no histogram, with any
/// label and any value.
class SeriesTextTest {
  private static final List<Labels> LABELS =
      List.of(
          Labels.EMPTY,
          Labels.of("a", "Ünïcode \uD83D\uDD11"),
          Labels.of("a", "quote \" backslash \\ newline \n tab \t"),
          Labels.of("credential", "c", "location", "its own", "probe", "z"),
          Labels.of("credential", "", "probe", "z"),
          Labels.of("probe", "a"));

  private static final String PLACE = "Zürich \"2\"";

  private static final double[] VALUES = {
    0,
    -0.0,
    1,
    200,
    1e7,
    123456789,
    1.764540123456E9,
    1e-5,
    0.1 + 0.2,
    -0.25,
    Double.MAX_VALUE,
    Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain; version=0.0.4; charset=utf-8",
        "application/openmetrics-text; version=1.0.0; charset=utf-8"
      })
  void everyMetric_isWrittenAsTheClientWritesIt(String contentType) throws IOException {
    int compared = 0;
    for (MetricCatalogue metric : MetricCatalogue.values()) {
      if (metric.type() == MetricCatalogue.Type.HISTOGRAM) {
        continue;
      }
      for (Labels labels : LABELS) {
        for (double value : VALUES) {
          String client = client(metric, labels, value, contentType);
          assertThat(ours(metric, labels, value, contentType, null)).isEqualTo(client);
          compared++;
        }
        assertThat(ours(metric, labels, 1, contentType, PLACE))
            .isEqualTo(client(metric, located(labels), 1, contentType));
      }
    }
    assertThat(compared).isGreaterThan(1000);
  }

  @Test
  void pointsOfOneMetric_standTogether() throws IOException {
    SeriesText out = new SeriesText("text/plain", null);
    Labels a = Labels.of("probe", "a");
    Labels b = Labels.of("probe", "b");
    for (Labels labels : List.of(a, b)) {
      out.add(MetricCatalogue.PROBE_STATUS_CODE, labels, 200);
      out.addUnlessNaN(MetricCatalogue.CLOCK_SKEW, labels, labels.equals(a) ? Double.NaN : 2);
      out.count(MetricCatalogue.PROBE_RUNS, labels, 3);
    }
    assertThat(text(out).lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            "why401_probe_runs_total{probe=\"a\"} 3.0",
            "why401_probe_runs_total{probe=\"b\"} 3.0",
            "why401_probe_status_code{probe=\"a\"} 200.0",
            "why401_probe_status_code{probe=\"b\"} 200.0",
            "why401_clock_skew_seconds{probe=\"b\"} 2.0");
    assertThat(out.length()).isEqualTo(text(out).length());
  }

  private static Labels located(Labels labels) {
    return labels.contains("location") ? labels : labels.add("location", PLACE);
  }

  private static String ours(
      MetricCatalogue metric,
      Labels labels,
      double value,
      String contentType,
      @Nullable String location)
      throws IOException {
    SeriesText out = new SeriesText(contentType, location);
    switch (metric.type()) {
      case GAUGE -> out.add(metric, labels, value);
      case COUNTER -> out.count(metric, labels, count(value));
      default -> out.info(metric, labels);
    }
    return text(out);
  }

  private static String text(SeriesText out) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    out.writeTo(page);
    return page.toString(StandardCharsets.UTF_8);
  }

  private static String client(
      MetricCatalogue metric, Labels labels, double value, String contentType) throws IOException {
    MetricMetadata metadata = metric.metadata();
    MetricSnapshot all =
        switch (metric.type()) {
          case GAUGE ->
              new GaugeSnapshot(metadata, List.of(new GaugeDataPointSnapshot(value, labels, null)));
          case COUNTER ->
              new CounterSnapshot(
                  metadata, List.of(new CounterDataPointSnapshot(count(value), labels, null, 0)));
          default -> new InfoSnapshot(metadata, List.of(new InfoDataPointSnapshot(labels)));
        };
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    ExpositionFormats.init().findWriter(contentType).write(page, new MetricSnapshots(all));
    return page.toString(StandardCharsets.UTF_8).replace("# EOF\n", "");
  }

  private static long count(double value) {
    return Math.max(0, (long) value);
  }
}
