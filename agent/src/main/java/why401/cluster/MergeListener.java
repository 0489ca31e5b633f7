package why401.cluster;

import java.time.Duration;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.event.MergeEvent;

/// Notices that parts of the cluster have become one.
@Listener
public final class MergeListener {
  /// Until their caches have, too.
  static final Duration SETTLING = Duration.ofSeconds(4);

  private final Runnable merged;
  private final Duration delay;

  /// @param delay after which `merged` runs
  MergeListener(Runnable merged, Duration delay) {
    this.merged = merged;
    this.delay = delay;
  }

  /// Called by the engine.
  @Merged
  public void merged(MergeEvent event) {
    if (delay.isZero()) {
      merged.run();
    } else {
      Thread.ofVirtual().name("merge").start(this::report);
    }
  }

  private void report() {
    try {
      Thread.sleep(delay);
      merged.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
