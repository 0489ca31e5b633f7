package why401.cluster;

import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.distribution.ch.impl.ReplicatedConsistentHashFactory;

/// Into how many parts names are hashed, and how members divide the parts: all members need the
/// same. Who comes or goes moves its own share and no other (cluster-shares.md).
final class Segments {
  /// As many as leave thirty members nearly equal shares.
  static final int COUNT = 1_024;

  private Segments() {}

  static ReplicatedConsistentHashFactory factory() {
    return new ReplicatedConsistentHashFactory();
  }

  /// A cache that is divided so.
  @SuppressWarnings("removal") // The engine means to have one hash, with no word on when.
  static ConfigurationBuilder configuration() {
    ConfigurationBuilder cache = new ConfigurationBuilder();
    cache.clustering().hash().numSegments(COUNT).consistentHashFactory(factory());
    return cache;
  }
}
