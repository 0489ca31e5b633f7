package why401.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import why401.incident.Incident;

/// The events that one open page has not received yet, only the latest per subject, so that a slow
/// reader costs no more than one entry for each probe, credential and incident.
final class Subscription implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Consumer<Subscription> onClose;
  private Map<String, Incident> incidents = new LinkedHashMap<>();
  private Set<String> probes = new LinkedHashSet<>();
  private Set<String> credentials = new LinkedHashSet<>();
  private boolean configuration;

  Subscription(Consumer<Subscription> onClose) {
    this.onClose = onClose;
  }

  /// All news since the last one.
  record Batch(
      List<Incident> incidents,
      List<String> probes,
      List<String> credentials,
      boolean configuration) {
    Batch {
      incidents = List.copyOf(incidents);
      probes = List.copyOf(probes);
      credentials = List.copyOf(credentials);
    }

    boolean isEmpty() {
      return incidents.isEmpty() && probes.isEmpty() && credentials.isEmpty() && !configuration;
    }
  }

  void incident(Incident incident) {
    add(
        () -> {
          incidents.remove(incident.id());
          incidents.put(incident.id(), incident);
        });
  }

  void probe(String name) {
    add(() -> probes.add(name));
  }

  void credential(String name) {
    add(() -> credentials.add(name));
  }

  void configuration() {
    add(() -> configuration = true);
  }

  private void add(Runnable what) {
    lock.lock();
    try {
      what.run();
      news.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for news, at most `patience`; empty if there are none by then.
  Batch take(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (nothing() && nanos > 0) {
        nanos = news.awaitNanos(nanos);
      }
      Batch batch =
          new Batch(
              List.copyOf(incidents.values()),
              List.copyOf(probes),
              List.copyOf(credentials),
              configuration);
      incidents = new LinkedHashMap<>();
      probes = new LinkedHashSet<>();
      credentials = new LinkedHashSet<>();
      configuration = false;
      return batch;
    } finally {
      lock.unlock();
    }
  }

  private boolean nothing() {
    return incidents.isEmpty() && probes.isEmpty() && credentials.isEmpty() && !configuration;
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
