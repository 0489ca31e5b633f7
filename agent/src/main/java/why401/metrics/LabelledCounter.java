package why401.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.TreeMap;

/// Counts by the value of one label, each from its first occurrence; next to nothing while empty.
/// Guarded by its owner.
final class LabelledCounter {
  private Map<String, Long> counts = Map.of();

  void increment(String value) {
    if (counts.isEmpty()) {
      counts = new TreeMap<>();
    }
    counts.merge(value, 1L, Long::sum);
  }

  void addAll(LabelledCounter other) {
    if (!other.counts.isEmpty()) {
      counts = new TreeMap<>(other.counts);
    }
  }

  long of(String value) {
    return counts.getOrDefault(value, 0L);
  }

  void collect(MetricCatalogue metric, Labels labels, String label, SeriesText out) {
    counts.forEach((value, count) -> out.count(metric, labels.add(label, value), count));
  }
}
