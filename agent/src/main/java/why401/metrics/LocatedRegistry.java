package why401.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import org.jspecify.annotations.Nullable;
import why401.deployment.Deployment;

/// A registry whose series all have the location of the agent, once it has one. The label is added
/// to a scrape, not to the meters, so that a reload can change it.
final class LocatedRegistry extends PrometheusRegistry {
  private volatile @Nullable String location;

  /// @param name of the place, or null for no label
  void locate(@Nullable String name) {
    location = name;
  }

  @Nullable String location() {
    return location;
  }

  @Override
  public MetricSnapshots scrape() {
    MetricSnapshots all = super.scrape();
    String name = location;
    return name == null
        ? all
        : new MetricSnapshots(all.stream().map(one -> located(one, name)).toList());
  }

  private static MetricSnapshot located(MetricSnapshot all, String name) {
    return switch (all) {
      case GaugeSnapshot gauge ->
          new GaugeSnapshot(
              gauge.getMetadata(),
              gauge.getDataPoints().stream().map(one -> located(one, name)).toList());
      case CounterSnapshot counter ->
          new CounterSnapshot(
              counter.getMetadata(),
              counter.getDataPoints().stream().map(one -> located(one, name)).toList());
      case InfoSnapshot info ->
          new InfoSnapshot(
              info.getMetadata(),
              info.getDataPoints().stream()
                  .map(one -> new InfoDataPointSnapshot(labels(one, name)))
                  .toList());
      case HistogramSnapshot histogram ->
          new HistogramSnapshot(
              histogram.isGaugeHistogram(),
              histogram.getMetadata(),
              histogram.getDataPoints().stream().map(one -> located(one, name)).toList());
      case SummarySnapshot summary ->
          new SummarySnapshot(
              summary.getMetadata(),
              summary.getDataPoints().stream().map(one -> located(one, name)).toList());
      default -> all;
    };
  }

  private static GaugeDataPointSnapshot located(GaugeDataPointSnapshot one, String name) {
    return new GaugeDataPointSnapshot(one.getValue(), labels(one, name), one.getExemplar());
  }

  private static CounterDataPointSnapshot located(CounterDataPointSnapshot one, String name) {
    return new CounterDataPointSnapshot(
        one.getValue(), labels(one, name), one.getExemplar(), one.getCreatedTimestampMillis());
  }

  /// None of the agent's histograms is a native one.
  private static HistogramDataPointSnapshot located(HistogramDataPointSnapshot one, String name) {
    return new HistogramDataPointSnapshot(
        one.getClassicBuckets(),
        one.getSum(),
        labels(one, name),
        one.getExemplars(),
        one.getCreatedTimestampMillis());
  }

  private static SummaryDataPointSnapshot located(SummaryDataPointSnapshot one, String name) {
    return new SummaryDataPointSnapshot(
        one.getCount(),
        one.getSum(),
        one.getQuantiles(),
        labels(one, name),
        one.getExemplars(),
        one.getCreatedTimestampMillis());
  }

  /// An incident has the label already.
  private static Labels labels(DataPointSnapshot one, String name) {
    Labels labels = one.getLabels();
    return labels.contains(Deployment.LABEL) ? labels : labels.add(Deployment.LABEL, name);
  }
}
