package why401.incident;

import java.util.List;

/// Remembers incidents, bounded in number and age. Failures to store are its own to report; it
/// never throws for them.
public interface IncidentHistory extends AutoCloseable {
  /// Stores `incident` in place of its earlier state.
  void put(Incident incident);

  /// All that are remembered, in no order.
  List<Incident> all();

  @Override
  void close();
}
