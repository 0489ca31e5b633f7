package why401.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A source of targets, as a scrape shows it.
///
/// @param source value of the metric label
/// @param used targets that are probed
/// @param rejected targets, or whole files, that are not: each is logged
/// @param attempts attempts to get the list
/// @param failures those of them that failed
/// @param refreshedAt when a list was last obtained, or null
public record DiscoverySeries(
    String source,
    int used,
    int rejected,
    long attempts,
    long failures,
    @Nullable Instant refreshedAt) {
  void collect(SeriesText out) {
    Labels labels = Labels.of("source", source);
    out.add(MetricCatalogue.TARGETS, labels, used);
    out.add(MetricCatalogue.TARGETS_REJECTED, labels, rejected);
    out.count(MetricCatalogue.TARGETS_REFRESHES, labels, attempts);
    out.count(MetricCatalogue.TARGETS_FAILURES, labels, failures);
    if (refreshedAt != null) {
      out.add(MetricCatalogue.TARGETS_REFRESHED, labels, ProbeSeries.seconds(refreshedAt));
    }
  }
}
