package why401.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import why401.config.target.TargetSource;
import why401.run.Faults;

/// Asks each source of targets at its interval, one request at a time.
final class TargetRefresher {
  private final TargetDiscovery discovery;
  private final InstantSource clock;
  private final Runnable changed;
  private final Map<String, Instant> due = new HashMap<>();
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /// @param changed runs when there are other targets than before
  TargetRefresher(TargetDiscovery discovery, InstantSource clock, Runnable changed) {
    this.discovery = discovery;
    this.clock = clock;
    this.changed = changed;
  }

  /// Starts the requests that are due; to be called every second or so.
  synchronized void tick() {
    Instant now = clock.instant();
    for (TargetSource source : discovery.sources()) {
      Instant next = due.getOrDefault(source.name(), now);
      boolean setBack = next.isAfter(now.plus(source.refresh()));
      if ((!next.isAfter(now) || setBack) && underWay.add(source.name())) {
        due.put(source.name(), now.plus(source.refresh()));
        Thread.ofVirtual().name("targets").start(() -> refresh(source));
      }
    }
  }

  /// Asks all of them now, and waits.
  void refreshAll() {
    discovery.sources().forEach(source -> discovery.refresh(source, clock.instant()));
    changed.run();
  }

  private void refresh(TargetSource source) {
    try {
      if (discovery.refresh(source, clock.instant())) {
        changed.run();
      }
    } catch (RuntimeException e) {
      Faults.log("the targets of " + source.name(), e);
    } finally {
      underWay.remove(source.name());
    }
  }
}
