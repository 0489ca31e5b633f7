package why401.app;

import java.util.ArrayList;
import java.util.List;
import why401.incident.Incident;
import why401.incident.IncidentListener;

/// Passes on what the incident book tells: to the log first, then to the metrics and the others.
final class Announcer implements IncidentListener {
  private final List<IncidentListener> listeners = new ArrayList<>();

  Announcer(IncidentLogger log, VerdictCounter counter, List<IncidentListener> others) {
    listeners.add(log);
    listeners.add(counter);
    listeners.addAll(others);
  }

  @Override
  public void opened(Incident incident) {
    listeners.forEach(one -> one.opened(incident));
  }

  @Override
  public void changed(Incident before, Incident after) {
    listeners.forEach(one -> one.changed(before, after));
  }

  @Override
  public void closed(Incident incident) {
    listeners.forEach(one -> one.closed(incident));
  }
}
