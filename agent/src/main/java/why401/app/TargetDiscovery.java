package why401.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.config.Configuration;
import why401.config.hocon.ConfigProblem;
import why401.config.hocon.ProblemCollector;
import why401.config.target.Target;
import why401.config.target.TargetMapper;
import why401.config.target.TargetSource;
import why401.config.target.Targets;
import why401.metrics.DiscoverySeries;
import why401.probe.Probe;
import why401.probe.discovery.TargetListClient;
import why401.probe.discovery.TargetResult;
import why401.probe.kubernetes.ClusterTargets;

/// The targets of servers that are asked for them. A list that cannot be obtained leaves the last
/// good one in force; with a state directory, across restarts.
final class TargetDiscovery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TargetDiscovery.class);

  private final TargetListClient client = new TargetListClient();
  private final TargetListStore store;
  private final Map<String, Known> known = new LinkedHashMap<>();
  private final Map<TargetSource.Kubernetes, ClusterTargets> clusters = new ConcurrentHashMap<>();
  private List<TargetSource> sources = List.of();
  private List<DiscoverySeries> files = List.of();

  /// What is known of one source.
  private static final class Known {
    private @Nullable List<Target> targets;
    private List<String> told = List.of();
    private List<String> failed = List.of();
    private int used;
    private int rejected;
    private long attempts;
    private long failures;
    private @Nullable Instant at;

    private boolean fails;
  }

  TargetDiscovery(TargetListStore store) {
    this.store = store;
  }

  /// Takes over the sources of `targets`; those that were there keep their lists.
  void apply(Targets targets) {
    // Not while scrapes wait: the directory may not answer.
    Map<String, Known> restored = new LinkedHashMap<>();
    for (TargetSource source : targets.sources()) {
      if (!isKnown(source.name())) {
        restored.put(source.name(), restored(source.name()));
      }
    }
    apply(targets, restored);
  }

  private synchronized boolean isKnown(String name) {
    return known.containsKey(name);
  }

  private synchronized void apply(Targets targets, Map<String, Known> restored) {
    sources = targets.sources();
    files =
        targets.files().stream()
            .map(one -> new DiscoverySeries(one.name(), one.used(), one.rejected(), 0, 0, null))
            .toList();
    restored.forEach(known::putIfAbsent);
    known.keySet().retainAll(sources.stream().map(TargetSource::name).toList());
    for (TargetSource.Kubernetes gone : List.copyOf(clusters.keySet())) {
      ClusterTargets cluster = sources.contains(gone) ? null : clusters.remove(gone);
      if (cluster != null) {
        cluster.close();
      }
    }
  }

  private Known restored(String name) {
    Known one = new Known();
    store
        .read(name)
        .map(content -> TargetListClient.parse(name, content))
        .ifPresent(
            answer -> {
              if (answer instanceof TargetResult.Listed listed) {
                one.targets = listed.targets();
              }
            });
    return one;
  }

  /// The sources that are asked.
  synchronized List<TargetSource> sources() {
    return sources;
  }

  /// Whether each of them has told its targets, now or before.
  synchronized boolean complete() {
    return known.values().stream().allMatch(one -> one.targets != null);
  }

  /// Asks `source`.
  ///
  /// @return whether its list is another one than before
  boolean refresh(TargetSource source, Instant now) {
    TargetResult answer =
        switch (source) {
          case TargetSource.Http http -> client.get(http);
          case TargetSource.Kubernetes cluster -> cluster(cluster);
        };
    boolean changed = take(source.name(), answer, now);
    if (changed && answer instanceof TargetResult.Listed listed) {
      // Not while scrapes wait: the directory may not answer.
      store.write(source.name(), listed.content());
    }
    return changed;
  }

  /// The client of a cluster is loaded with the first source that needs it.
  private TargetResult cluster(TargetSource.Kubernetes source) {
    try {
      return clusters.computeIfAbsent(source, ClusterTargets::new).result();
    } catch (RuntimeException e) {
      return new TargetResult.Failed(
          List.of(source.name() + ": cannot be followed: " + e.getClass().getSimpleName()));
    }
  }

  private synchronized boolean take(String name, TargetResult answer, Instant now) {
    Known one = known.get(name);
    if (one == null) {
      return false;
    }
    // A cluster tells its changes by itself: a look without one is no attempt.
    one.attempts += answer instanceof TargetResult.Unchanged ? 0 : 1;
    return switch (answer) {
      case TargetResult.Unchanged _ -> false;
      case TargetResult.Listed listed -> {
        boolean changed = !listed.targets().equals(one.targets);
        if (one.fails || one.targets == null) {
          LOG.info("{}: {} targets", name, listed.targets().size());
        }
        one.fails = false;
        one.targets = listed.targets();
        one.at = now;
        yield changed;
      }
      case TargetResult.Failed failed -> {
        one.failures++;
        if (!one.fails || !failed.why().equals(one.failed)) {
          failed.why().forEach(why -> LOG.error("{}", why));
          LOG.error("{}: the last good list stays in effect", name);
        }
        one.fails = true;
        one.failed = failed.why();
        yield false;
      }
    };
  }

  /// `configuration` with the probes of all targets that are known.
  synchronized Configuration complete(Configuration configuration) {
    Set<String> taken = new HashSet<>();
    configuration.probes().forEach(probe -> taken.add(probe.name()));
    List<Probe> probes = new ArrayList<>();
    for (TargetSource source : configuration.targets().sources()) {
      Known one = known.get(source.name());
      List<Target> targets = one == null ? null : one.targets;
      if (one != null && targets != null) {
        probes.addAll(probes(source, one, targets, taken));
      }
    }
    return configuration.with(probes);
  }

  private static List<Probe> probes(
      TargetSource source, Known one, List<Target> targets, Set<String> taken) {
    ProblemCollector problems = new ProblemCollector();
    TargetMapper.Mapped mapped = source.mapper().map(targets, taken, problems);
    List<ConfigProblem> found = problems.errors(List.of(source.name()));
    List<String> said = found.stream().map(ConfigProblem::toString).toList();
    if (!said.equals(one.told)) {
      said.forEach(problem -> LOG.error("{}", problem));
    }
    one.told = said;
    one.used = mapped.probes().size();
    one.rejected = mapped.rejected();
    return mapped.probes();
  }

  /// What a scrape shows.
  synchronized List<DiscoverySeries> series() {
    List<DiscoverySeries> series = new ArrayList<>(files);
    known.forEach(
        (name, one) ->
            series.add(
                new DiscoverySeries(
                    name, one.used, one.rejected, one.attempts, one.failures, one.at)));
    return series;
  }

  @Override
  public void close() {
    client.close();
    for (ClusterTargets cluster : clusters.values()) {
      cluster.close();
    }
  }
}
