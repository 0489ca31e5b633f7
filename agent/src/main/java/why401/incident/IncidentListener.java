package why401.incident;

import java.util.List;
import java.util.function.Consumer;

/// Is notified of incidents. Must not block or throw.
public interface IncidentListener {
  /// An incident opened.
  default void opened(Incident incident) {}

  /// Its verdict changed.
  default void changed(Incident before, Incident after) {}

  /// It was closed.
  default void closed(Incident incident) {}

  /// A listener that notifies all of `listeners`, in order.
  static IncidentListener all(List<IncidentListener> listeners) {
    List<IncidentListener> all = List.copyOf(listeners);
    return new IncidentListener() {
      @Override
      public void opened(Incident incident) {
        each(listener -> listener.opened(incident));
      }

      @Override
      public void changed(Incident before, Incident after) {
        each(listener -> listener.changed(before, after));
      }

      @Override
      public void closed(Incident incident) {
        each(listener -> listener.closed(incident));
      }

      private void each(Consumer<IncidentListener> event) {
        all.forEach(event);
      }
    };
  }
}
