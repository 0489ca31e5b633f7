package why401.incident;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A history that ends with the process.
public final class InMemoryIncidentHistory implements IncidentHistory {
  private final Map<String, Incident> incidents;

  /// @param most how many are remembered; the oldest go first
  public InMemoryIncidentHistory(int most) {
    incidents =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Incident> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  public synchronized void put(Incident incident) {
    incidents.put(incident.id(), incident);
  }

  @Override
  public synchronized List<Incident> all() {
    return List.copyOf(incidents.values());
  }

  @Override
  public void close() {}
}
