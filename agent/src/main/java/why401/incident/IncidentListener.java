package why401.incident;

/// Hears of incidents, for the log and the page. Must not block or throw.
public interface IncidentListener {
  /// An incident opened.
  void opened(Incident incident);

  /// Its verdict changed.
  void changed(Incident before, Incident after);

  /// It is over.
  void closed(Incident incident);
}
