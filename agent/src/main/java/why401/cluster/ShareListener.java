package why401.cluster;

import java.util.ArrayList;
import java.util.List;
import org.infinispan.AdvancedCache;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.PartitionStatusChanged;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.PartitionStatusChangedEvent;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.remoting.transport.Address;

/// Notices that keys of a cache have other owners.
@Listener
public final class ShareListener {
  private final AdvancedCache<String, byte[]> cache;
  private final Runnable changed;
  private List<Address> owners;

  ShareListener(AdvancedCache<String, byte[]> cache, Runnable changed) {
    this.cache = cache;
    this.changed = changed;
    this.owners = owners();
  }

  private List<Address> owners() {
    LocalizedCacheTopology topology = cache.getDistributionManager().getCacheTopology();
    List<Address> primary = new ArrayList<>();
    for (int i = 0; i < topology.getReadConsistentHash().getNumSegments(); i++) {
      primary.add(topology.getSegmentDistribution(i).primary());
    }
    return primary;
  }

  /// Called by the cache.
  @TopologyChanged
  public void topologyChanged(TopologyChangedEvent<?, ?> event) {
    if (!event.isPre() && differs()) {
      changed.run();
    }
  }

  private synchronized boolean differs() {
    List<Address> before = owners;
    owners = owners();
    return !owners.equals(before);
  }

  /// Called by the cache.
  @PartitionStatusChanged
  public void statusChanged(PartitionStatusChangedEvent<?, ?> event) {
    if (!event.isPre()) {
      changed.run();
    }
  }
}
