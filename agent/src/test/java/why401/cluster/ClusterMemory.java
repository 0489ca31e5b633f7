package why401.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.distribution.ch.impl.HashFunctionPartitioner;
import org.infinispan.distribution.ch.impl.ReplicatedConsistentHash;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.jgroups.JGroupsAddress;
import org.infinispan.topology.CacheTopology;
import org.infinispan.topology.PersistentUUID;
import org.jgroups.util.UUID;
import why401.credential.secret.Secret;
import why401.deployment.ClusterSettings;
import why401.token.Token;
import why401.token.shared.SharedToken;
import why401.token.shared.SharedTokens;

/// Measures what a member keeps for its cluster: the engine itself, who owns what, and tokens.
///
///     java -cp … why401.cluster.ClusterMemory [TOKENS]
final class ClusterMemory {
  private ClusterMemory() {}

  /// Prints the heap that each part takes.
  public static void main(String[] arguments) throws Exception {
    int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    topology(16, 3); // Loads the classes.
    for (int segments : List.of(256, Segments.COUNT, 4_096)) {
      topology(segments, 30);
    }
    long before = heap();
    ClusterSettings settings = settings();
    try (Cluster cluster = Cluster.join(settings, null, () -> {})) {
      long joined = heap();
      System.out.printf("engine        %.1f MB%n", (joined - before) / 1e6);
      SharedTokens tokens = cluster.tokens((_, _) -> {});
      for (int i = 0; i < count; i++) {
        tokens.publish(token("credential-" + i));
      }
      System.out.printf("tokens        %.2f KB each, of 1 KB%n", (heap() - joined) / 1e3 / count);
    }
  }

  private static void topology(int segments, int members) {
    Random random = new Random(1);
    List<Address> all =
        IntStream.range(0, members)
            .<Address>mapToObj(
                _ -> new JGroupsAddress(new UUID(random.nextLong(), random.nextLong())))
            .toList();
    Map<Address, Float> factors = all.stream().collect(Collectors.toMap(member -> member, _ -> 1f));
    long before = heap();
    long start = System.nanoTime();
    ReplicatedConsistentHash hash = divided(segments, all, factors);
    long created = System.nanoTime();
    CacheTopology topology =
        new CacheTopology(
            1,
            1,
            hash,
            null,
            CacheTopology.Phase.NO_REBALANCE,
            all,
            all.stream().map(_ -> PersistentUUID.randomUUID()).toList());
    LocalizedCacheTopology own =
        new LocalizedCacheTopology(
            CacheMode.REPL_SYNC,
            topology,
            HashFunctionPartitioner.instance(segments),
            all.getFirst(),
            true);
    long ended = System.nanoTime();
    try {
      System.out.printf(
          "%5d segments, %d members: %.2f MB a cache, divided in %d ms, read in %d ms%n",
          segments,
          own.getMembers().size(),
          (heap() - before) / 1e6,
          Duration.ofNanos(created - start).toMillis(),
          Duration.ofNanos(ended - created).toMillis());
    } finally {
      Reference.reachabilityFence(own);
    }
  }

  private static ReplicatedConsistentHash divided(
      int segments, List<Address> all, Map<Address, Float> factors) {
    var factory = Segments.factory();
    return factory.rebalance(factory.create(1, segments, all, factors));
  }

  private static ClusterSettings settings() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return new ClusterSettings(
          "memory",
          List.of(InetSocketAddress.createUnresolved("127.0.0.1", free.getLocalPort())),
          null,
          0,
          "127.0.0.1",
          free.getLocalPort(),
          new ClusterSettings.Protection.Open());
    }
  }

  private static SharedToken token(String credential) {
    return new SharedToken(
        credential,
        "0".repeat(64),
        Secret.of("e".repeat(1_000)),
        List.of(),
        Instant.now(),
        Duration.ofHours(1),
        Token.ExpirySource.EXPIRES_IN,
        null,
        null,
        null);
  }

  private static long heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
