package why401.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import why401.deployment.Membership;

/// What a member exports of its cluster.
///
/// @param probes how many it runs
/// @param credentials how many it renews
public record ClusterSeries(Membership.View view, int probes, int credentials) {
  void collect(SeriesText out) {
    out.add(MetricCatalogue.CLUSTER_MEMBERS, Labels.EMPTY, view.members());
    out.add(MetricCatalogue.CLUSTER_OWNED, Labels.of("kind", "probe"), probes);
    out.add(MetricCatalogue.CLUSTER_OWNED, Labels.of("kind", "credential"), credentials);
    out.count(MetricCatalogue.CLUSTER_REBALANCES, Labels.EMPTY, view.rebalances());
    out.add(MetricCatalogue.CLUSTER_DEGRADED, Labels.EMPTY, view.degraded() ? 1 : 0);
  }
}
