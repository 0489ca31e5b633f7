package why401.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The registry, spoken to in terms of the catalogue.
final class Meters implements AutoCloseable {
  private static final int METERS_BYTES = 64 * 1024; // about 40 KiB

  private final LocatedRegistry series = new LocatedRegistry();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, series, Clock.SYSTEM);
  private final JvmGcMetrics gc = new JvmGcMetrics();

  Meters() {
    // Names that Prometheus' conventions do not allow. Before the first meter, or Micrometer warns.
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
    registry.config().meterFilter(MeterFilter.denyNameStartsWith("system.cpu.count"));
  }

  Histograms histograms() {
    return new Histograms(registry, registry.getPrometheusRegistry());
  }

  /// The counter of `metric` with these labels; it exists, at 0, from the first call on.
  Counter counter(MetricCatalogue metric, String... labels) {
    return Counter.builder(metric.metric().replaceFirst("_total$", "").replace('_', '.'))
        .description(metric.help())
        .tags(labels)
        .register(registry);
  }

  void gauge(MetricCatalogue metric, Supplier<Number> value) {
    Gauge.builder(metric.metric().replace('_', '.'), value)
        .description(metric.help())
        .strongReference(true)
        .register(registry);
  }

  void info(MetricCatalogue metric, Map<String, String> labels) {
    InfoSnapshot info =
        InfoSnapshot.builder()
            .name(metric.metadata().getName())
            .help(metric.help())
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(
                        Labels.of(
                            labels.keySet().toArray(String[]::new),
                            labels.values().toArray(String[]::new)))
                    .build())
            .build();
    registry.getPrometheusRegistry().register(() -> info);
  }

  /// Where the agent is, or null: a label of every series from now on.
  void location(@Nullable String name) {
    series.locate(name);
  }

  /// Memory, threads, CPU, garbage collection and uptime of the process.
  void bindJvm() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /// The page, in OpenMetrics if `accept` names it, else in Prometheus' text format.
  ///
  /// @param state what is no meter
  Scrape scrape(String accept, Consumer<SeriesText> state) {
    boolean openMetrics = accept.contains("application/openmetrics-text");
    String contentType =
        openMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
    SeriesText lines = new SeriesText(contentType, series.location());
    state.accept(lines);
    ByteArrayOutputStream page = new ByteArrayOutputStream(lines.length() + METERS_BYTES);
    try {
      lines.writeTo(page);
      registry.scrape(page, contentType);
      return new Scrape(contentType, page.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
