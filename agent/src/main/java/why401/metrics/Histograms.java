package why401.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// The histograms of the whole agent.
final class Histograms {
  private static final String[] PHASES = {"dns", "connect", "tls", "processing", "transfer"};
  private static final double[] SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };
  private static final double[] LAG_SECONDS = {0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10};
  private static final double[] LIFE_SECONDS = {0, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 14400};

  final Timer probe;
  final Timer diagnosis;
  final Timer renewal;
  final Timer lag;
  private final Map<String, Timer> phases = new TreeMap<>();
  private final Histogram remaining;

  Histograms(MeterRegistry registry, PrometheusRegistry prometheus) {
    probe = timer(MetricCatalogue.PROBE_DURATION, SECONDS).register(registry);
    diagnosis = timer(MetricCatalogue.DIAGNOSIS_DURATION, SECONDS).register(registry);
    renewal = timer(MetricCatalogue.TOKEN_RENEWAL_DURATION, SECONDS).register(registry);
    lag = timer(MetricCatalogue.SCHEDULE_LAG, LAG_SECONDS).register(registry);
    for (String phase : PHASES) {
      phases.put(
          phase,
          timer(MetricCatalogue.PROBE_PHASE_DURATION, SECONDS)
              .tag("phase", phase)
              .register(registry));
    }
    // Micrometer has no bucket at zero, and that bucket is the point.
    remaining =
        Histogram.builder()
            .name(MetricCatalogue.TOKEN_REMAINING_AT_USE.metric())
            .help(MetricCatalogue.TOKEN_REMAINING_AT_USE.help())
            .classicOnly()
            .classicUpperBounds(LIFE_SECONDS)
            .register(prometheus);
  }

  private static Timer.Builder timer(MetricCatalogue metric, double[] bounds) {
    Duration[] buckets =
        Arrays.stream(bounds)
            .mapToObj(seconds -> Duration.ofNanos(Math.round(seconds * 1e9)))
            .toArray(Duration[]::new);
    String name = metric.metric().replaceFirst("_seconds$", "").replace('_', '.');
    return Timer.builder(name).description(metric.help()).serviceLevelObjectives(buckets);
  }

  void phases(Map<String, Duration> durations) {
    durations.forEach(
        (phase, duration) -> {
          Timer timer = phases.get(phase);
          if (timer != null) {
            timer.record(duration);
          }
        });
  }

  void remaining(Duration life) {
    remaining.observe(ProbeSeries.seconds(life));
  }
}
