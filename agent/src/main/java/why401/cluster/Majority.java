package why401.cluster;

import java.time.Duration;
import org.infinispan.AdvancedCache;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.partitionhandling.AvailabilityMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether this member is on the side of the majority.
///
/// The engine knows what a cluster has lost since it was whole. It does not know how many members
/// there should be, so that one which starts in a cut-off part would take itself for the whole; and
/// it waits for lost members although others have been started in their place. Both are decided
/// here.
final class Majority {
  private static final Logger LOG = LoggerFactory.getLogger(Majority.class);
  private static final Duration PERIOD = Duration.ofMillis(500);

  /// A merge comes in several steps, which the engine takes by itself.
  private static final int SETTLED = 6;

  private final EmbeddedCacheManager manager;
  private final AdvancedCache<String, byte[]> cache;
  private final int size;
  private final Suspension suspension;
  private final Runnable changed;
  private int differing;
  private boolean degraded;
  private volatile boolean closed;

  /// @param cache of what must not be done twice: it cannot be read or written without the majority
  /// @param size how many members there should be, as far as that is known
  /// @param suspension is looked at before
  /// @param changed runs when one of these is other than before
  Majority(
      EmbeddedCacheManager manager,
      AdvancedCache<String, byte[]> cache,
      int size,
      Suspension suspension,
      Runnable changed) {
    this.manager = manager;
    this.cache = cache;
    this.size = size;
    this.suspension = suspension;
    this.changed = changed;
  }

  /// Looks at once, and from then on.
  void watch() {
    look();
    Thread.ofVirtual().name("majority").start(this::watchUntilClosed);
  }

  private void watchUntilClosed() {
    try {
      while (!closed) {
        look();
        Thread.sleep(PERIOD);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      if (suspension.look(manager.getMembers().size() - 1)) {
        changed.run();
      }
      boolean enough = enough();
      boolean differs = enough != available();
      differing = differs ? differing + 1 : 0;
      if (differs && (!enough || differing >= SETTLED) && manager.isCoordinator()) {
        differing = 0;
        cache.setAvailability(enough ? AvailabilityMode.AVAILABLE : AvailabilityMode.DEGRADED_MODE);
      }
      report(!reached());
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.debug("the majority is not known now ({})", e.toString());
      }
    }
  }

  private void report(boolean now) {
    if (now == degraded || closed) {
      return;
    }
    degraded = now;
    int members = manager.getMembers().size();
    if (now) {
      LOG.warn(
          "cluster degraded: {} of {} members reached, which is no majority; probing goes on, but"
              + " nothing is sent that must not be sent twice",
          members,
          expected());
    } else {
      LOG.info("cluster no longer degraded: {} members reached", members);
    }
    changed.run();
  }

  /// Whether this member may do what must not be done twice.
  boolean reached() {
    return available() && enough();
  }

  private boolean available() {
    return cache.getAvailability() == AvailabilityMode.AVAILABLE;
  }

  private boolean enough() {
    return 2 * manager.getMembers().size() > expected();
  }

  /// A member that left by itself is no longer counted, one that was lost is.
  private int expected() {
    int known =
        available() ? 1 : cache.getDistributionManager().getCacheTopology().getMembers().size();
    return Math.max(size, known);
  }

  void close() {
    closed = true;
  }
}
