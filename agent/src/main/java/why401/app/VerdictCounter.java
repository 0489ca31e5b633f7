package why401.app;

import java.util.function.Supplier;
import why401.incident.Incident;
import why401.incident.IncidentListener;
import why401.metrics.AgentMetrics;

/// Counts how often the opening verdict of an incident held. An incident whose probe was removed
/// has no end and is not counted.
final class VerdictCounter implements IncidentListener {
  private final Supplier<AgentMetrics> metrics;

  /// @param metrics resolved at the first end
  VerdictCounter(Supplier<AgentMetrics> metrics) {
    this.metrics = metrics;
  }

  @Override
  public void closed(Incident incident) {
    if (incident.end() != null) {
      Incident.FirstVerdict opening = incident.opening();
      metrics.get().ended(opening.cause(), opening.confidence(), incident.held());
    }
  }
}
