package why401.cluster;

import java.time.Duration;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.event.MergeEvent;

/// Notices that parts of the cluster have become one, once their caches have too.
@Listener
public final class MergeListener {
  private static final Duration SETTLING = Duration.ofSeconds(4);

  private final CacheMap map;

  MergeListener(CacheMap map) {
    this.map = map;
  }

  /// Called by the engine.
  @Merged
  public void merged(MergeEvent event) {
    Thread.ofVirtual().name("merge").start(this::report);
  }

  private void report() {
    try {
      Thread.sleep(SETTLING);
      map.merged();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
