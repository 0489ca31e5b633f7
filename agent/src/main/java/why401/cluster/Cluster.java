package why401.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.infinispan.AdvancedCache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.conflict.MergePolicy;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.partitionhandling.PartitionHandling;
import org.infinispan.remoting.transport.Address;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.credential.Credential;
import why401.deployment.ClusterSettings;
import why401.deployment.Membership;
import why401.deployment.SharedMap;
import why401.deployment.SharedRecords;
import why401.token.shared.SharedTokens;

/// This agent as a member of a cluster. Two caches say who owns what: by the consistent hash of
/// each, the owner of a name is the primary owner of its key.
///
/// Probes may run twice without harm, so each side of a partition divides all of them among its
/// members. A credential is renewed by one member of the majority, or by none.
public final class Cluster implements Membership {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
  private static final String CREDENTIALS = "credentials";
  private static final String PROBES = "probes";

  private final DefaultCacheManager manager;
  private final AdvancedCache<String, byte[]> probes;
  private final AdvancedCache<String, byte[]> credentials;
  private final AtomicLong rebalances = new AtomicLong();
  private final Suspension suspension;
  private final Majority majority;
  private final List<CacheMap> maps = new CopyOnWriteArrayList<>();
  private final ClusterRecords records;
  private volatile boolean left;

  private Cluster(
      DefaultCacheManager manager,
      String probes,
      ClusterSettings settings,
      MemberChannel channel,
      Runnable changed) {
    this.manager = manager;
    this.credentials = manager.<String, byte[]>getCache(CREDENTIALS).getAdvancedCache();
    // Not before the start, which may take longer than an absence that counts.
    this.suspension = new Suspension(MemberChannel.MISSED, System::nanoTime, channel::heartbeats);
    this.majority = new Majority(manager, credentials, settings.expected(), suspension, changed);
    majority.watch();
    this.probes = manager.<String, byte[]>getCache(probes).getAdvancedCache();
    this.records = new ClusterRecords(credentials, settings, this::name, this::ownFirst);
  }

  /// Joins the members that `settings` leads to, or is the first.
  ///
  /// @param location whose members share its probes, or null
  /// @param changed runs when there are other members, or other shares; must not block
  /// @throws ClusterException if that is not possible
  public static Cluster join(
      ClusterSettings settings, @Nullable String location, Runnable changed) {
    LogFactory.setCustomLogFactory(new ChannelLog());
    String probes = location == null ? PROBES : PROBES + "@" + location;
    MemberChannel channel = new MemberChannel(settings);
    DefaultCacheManager manager = null;
    try {
      manager = new DefaultCacheManager(global(settings, channel), false);
      manager.defineConfiguration(CREDENTIALS, cache(PartitionHandling.DENY_READ_WRITES));
      manager.defineConfiguration(probes, cache(PartitionHandling.ALLOW_READ_WRITES));
      manager.start();
      Cluster cluster = new Cluster(manager, probes, settings, channel, changed);
      cluster.follow(changed);
      return cluster;
    } catch (RuntimeException e) {
      if (manager != null) {
        manager.stop();
      }
      throw failure(e, settings);
    }
  }

  private static ClusterException failure(RuntimeException e, ClusterSettings settings) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      if (cause instanceof ClusterException own) {
        return own;
      }
      cause = cause.getCause();
    }
    return cause instanceof ClusterException own
        ? own
        : new ClusterException(
            "cluster: cannot be joined from %s:%d: %s"
                .formatted(settings.host(), settings.port(), cause),
            e);
  }

  private static org.infinispan.configuration.global.GlobalConfiguration global(
      ClusterSettings settings, MemberChannel channel) {
    GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
    global
        .transport()
        .clusterName(settings.name())
        .nodeName(settings.host() + ":" + settings.port())
        .addProperty(JGroupsTransport.CHANNEL_CONFIGURATOR, channel);
    global.jmx().disable();
    global.metrics().gauges(false).histograms(false);
    global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
    return global.build();
  }

  private static org.infinispan.configuration.cache.Configuration cache(PartitionHandling split) {
    ConfigurationBuilder cache = Segments.configuration();
    cache.clustering().cacheMode(CacheMode.REPL_SYNC).partitionHandling().whenSplit(split);
    // Who comes while there is no majority would wait for it.
    cache
        .clustering()
        .stateTransfer()
        .awaitInitialTransfer(split == PartitionHandling.ALLOW_READ_WRITES);
    cache.statistics().disable();
    return cache.build();
  }

  private void follow(Runnable changed) {
    Runnable counting =
        () -> {
          rebalances.incrementAndGet();
          changed.run();
        };
    probes.addListener(
        new ShareListener(
            probes,
            () -> {
              suspension.shared();
              counting.run();
            }));
    credentials.addListener(new ShareListener(credentials, counting));
    credentials.addListener(records);
    manager.addListener(new MergeListener(suspension::merged, Duration.ZERO));
    LOG.info(
        "joined the cluster {} as {}, of {}",
        manager.getClusterName(),
        name(),
        String.join(" ", names()));
  }

  @Override
  public String name() {
    return String.valueOf(manager.getAddress());
  }

  @Override
  public List<String> names() {
    return left ? List.of() : manager.getMembers().stream().map(Address::toString).toList();
  }

  @Override
  public SharedMap map(String name) {
    manager.defineConfiguration(name, replica());
    CacheMap map = new CacheMap(manager.<String, byte[]>getCache(name).getAdvancedCache());
    maps.add(map);
    manager.addListener(new MergeListener(map::merged, MergeListener.SETTLING));
    return map;
  }

  /// Each side of a partition goes on with it; then each entry of either side is there again.
  private static org.infinispan.configuration.cache.Configuration replica() {
    ConfigurationBuilder cache = new ConfigurationBuilder();
    cache
        .clustering()
        .cacheMode(CacheMode.REPL_SYNC)
        .partitionHandling()
        .whenSplit(PartitionHandling.ALLOW_READ_WRITES)
        .mergePolicy(MergePolicy.PREFERRED_NON_NULL);
    cache.statistics().disable();
    return cache.build();
  }

  private List<String> ownFirst() {
    List<String> names = new ArrayList<>(List.of(name()));
    names().stream().filter(other -> !other.equals(name())).forEach(names::add);
    return names;
  }

  /// What all members have to know of credentials.
  public SharedRecords records() {
    return records;
  }

  /// The tokens of the members.
  ///
  /// @param asked is called when a member asks for another token than the one issued then
  public SharedTokens tokens(BiConsumer<String, Instant> asked) {
    ClusterTokens tokens = new ClusterTokens(credentials, this::renews, asked);
    credentials.addListener(tokens);
    return tokens;
  }

  /// Cut off from the majority, a member goes on with what does no harm twice.
  private boolean renews(Credential.Renewable credential) {
    return mayAct() ? ownsCredential(credential.name()) : harmless(credential);
  }

  private static boolean harmless(Credential.Renewable credential) {
    return switch (credential) {
      case Credential.ClientCredentials _,
          Credential.JwtBearer _,
          Credential.TokenExchange _,
          Credential.AwsWebIdentity _ ->
          true;
      case Credential.RefreshToken _,
          Credential.Password _,
          Credential.Negotiate _,
          Credential.Login _ ->
          false;
    };
  }

  @Override
  public boolean mayAct() {
    return !left && !suspension.away() && majority.reached();
  }

  @Override
  public boolean away() {
    return suspension.away();
  }

  @Override
  public boolean ownsProbe(String name) {
    return !suspension.away() && owns(probes, name);
  }

  @Override
  public boolean ownsCredential(String name) {
    return owns(credentials, name);
  }

  private boolean owns(AdvancedCache<String, byte[]> cache, String name) {
    LocalizedCacheTopology topology = cache.getDistributionManager().getCacheTopology();
    return !left && topology.getDistribution(name).isPrimary();
  }

  @Override
  public View view() {
    return left
        ? new View(0, rebalances.get(), false)
        : new View(manager.getMembers().size(), rebalances.get(), !mayAct());
  }

  @Override
  public void close() {
    left = true;
    majority.close();
    maps.forEach(CacheMap::close);
    manager.stop();
  }
}
