package why401.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Data points on their way into one scrape, by metric.
final class SnapshotBuilder {
  private final Map<MetricCatalogue, List<GaugeDataPointSnapshot>> gauges =
      new EnumMap<>(MetricCatalogue.class);
  private final Map<MetricCatalogue, List<InfoSnapshot.InfoDataPointSnapshot>> infos =
      new EnumMap<>(MetricCatalogue.class);
  private final Map<MetricCatalogue, List<CounterDataPointSnapshot>> counters =
      new EnumMap<>(MetricCatalogue.class);

  void add(MetricCatalogue metric, Labels labels, double value) {
    gauges
        .computeIfAbsent(metric, _ -> new ArrayList<>())
        .add(new GaugeDataPointSnapshot(value, labels, null));
  }

  void info(MetricCatalogue metric, Labels labels) {
    infos
        .computeIfAbsent(metric, _ -> new ArrayList<>())
        .add(new InfoSnapshot.InfoDataPointSnapshot(labels));
  }

  void addUnlessNaN(MetricCatalogue metric, Labels labels, double value) {
    if (!Double.isNaN(value)) {
      add(metric, labels, value);
    }
  }

  void count(MetricCatalogue metric, Labels labels, long value) {
    counters
        .computeIfAbsent(metric, _ -> new ArrayList<>())
        .add(new CounterDataPointSnapshot((double) value, labels, null, 0L));
  }

  MetricSnapshots snapshots() {
    Collection<MetricSnapshot> all = new ArrayList<>();
    gauges.forEach((metric, points) -> all.add(new GaugeSnapshot(metric.metadata(), points)));
    counters.forEach((metric, points) -> all.add(new CounterSnapshot(metric.metadata(), points)));
    infos.forEach((metric, points) -> all.add(new InfoSnapshot(metric.metadata(), points)));
    return new MetricSnapshots(all);
  }
}
