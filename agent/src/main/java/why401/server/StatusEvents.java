package why401.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import why401.incident.Incident;

/// Publishes changes of the agent to open pages. Never blocks; costs nothing while no page is open.
public final class StatusEvents {
  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

  /// An incident opened, was diagnosed again, or closed.
  public void incident(Incident incident) {
    tell(subscription -> subscription.incident(incident));
  }

  /// A probe ran.
  public void probe(String name) {
    tell(subscription -> subscription.probe(name));
  }

  /// The state of a credential changed.
  public void credential(String name) {
    tell(subscription -> subscription.credential(name));
  }

  /// Probes or credentials came or went.
  public void configuration() {
    tell(Subscription::configuration);
  }

  private void tell(Consumer<Subscription> what) {
    for (Subscription subscription : subscriptions) {
      what.accept(subscription);
    }
  }

  Subscription subscribe() {
    Subscription subscription = new Subscription(subscriptions::remove);
    subscriptions.add(subscription);
    return subscription;
  }

  /// Whether any page is open.
  public boolean followed() {
    return !subscriptions.isEmpty();
  }

  int listeners() {
    return subscriptions.size();
  }
}
