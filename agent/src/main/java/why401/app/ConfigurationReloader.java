package why401.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.config.Configuration;
import why401.config.ConfigurationLoader;
import why401.config.ConfigurationWatcher;
import why401.config.LoadResult;
import why401.config.hocon.ConfigProblem;
import why401.config.target.Targets;
import why401.schedule.TaskTrigger;
import why401.server.ConfigurationStatus;

/// Applies a changed configuration, or keeps the current one if the new one is invalid.
final class ConfigurationReloader {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationReloader.class);

  private final Path file;
  private final Map<String, String> environment;
  private final AgentRuntime runtime;
  private final ProbeRegistry probes;
  private final ConfigurationLoader loader = new ConfigurationLoader(TaskTrigger.Cron::problem);
  private final ConfigurationWatcher watcher;
  private Configuration read;
  private volatile Configuration current;
  private Targets known;
  private String change = "";
  private volatile Instant loadedAt;
  private volatile @Nullable Rejection rejection;

  /// A configuration that was not taken.
  private record Rejection(Instant at, List<String> errors) {
    Rejection {
      errors = List.copyOf(errors);
    }
  }

  /// @param loaded the configuration in force, read from `file`
  /// @param environment variables for `${NAME}` and for secrets
  ConfigurationReloader(
      LoadResult.Loaded loaded,
      Path file,
      Map<String, String> environment,
      AgentRuntime runtime,
      ProbeRegistry probes) {
    this.file = file;
    this.environment = environment;
    this.runtime = runtime;
    this.probes = probes;
    this.read = loaded.configuration();
    this.known = read.targets();
    runtime.targets().apply(known);
    this.current = runtime.targets().complete(read);
    if (!known.sources().isEmpty()) {
      runtime.apply(current);
    }
    this.watcher = new ConfigurationWatcher(file, loaded.inputs());
    this.loadedAt = runtime.clock().instant();
    runtime.metrics().reloaded(true, loadedAt);
  }

  /// How the last attempt went. Waits for none that is under way.
  ConfigurationStatus status() {
    Rejection last = rejection;
    URI alertmanager = current.server().alertmanagerUrl();
    return new ConfigurationStatus(
        loadedAt,
        last == null ? null : last.at(),
        last == null ? List.of() : last.errors(),
        alertmanager == null ? null : alertmanager.toString());
  }

  /// The configuration in force.
  synchronized Configuration current() {
    return current;
  }

  /// The configuration in force; waits for no reload that is under way.
  Configuration inForce() {
    return current;
  }

  /// Reloads if a file changed.
  synchronized void reloadIfChanged() {
    if (watcher.tick()) {
      reload();
    }
  }

  /// Reloads; returns every error, or nothing if the new configuration is in force.
  synchronized List<String> reload() {
    LoadResult loading = loader.load(file, environment, known);
    watcher.loaded(loading.inputs());
    return switch (loading) {
      case LoadResult.Loaded loaded -> {
        loaded.warnings().forEach(warning -> LOG.warn("{}", warning));
        loaded.targets().forEach(problem -> LOG.error("{}", problem));
        apply(loaded.configuration());
        yield List.of();
      }
      case LoadResult.Invalid invalid -> {
        List<String> errors = invalid.problems().stream().map(ConfigProblem::toString).toList();
        rejection = new Rejection(runtime.clock().instant(), errors);
        runtime.metrics().reloaded(false, runtime.clock().instant());
        runtime.changes().configuration();
        errors.forEach(error -> LOG.error("{}", error));
        LOG.error("the configuration was not reloaded; the previous one stays in effect");
        yield errors;
      }
    };
  }

  /// What the last reload changed, in words.
  synchronized String lastChange() {
    return change;
  }

  /// Takes over and gives up what has another owner in the cluster than before.
  synchronized void ownershipChanged() {
    int before = probes.all().size();
    probes.share(current, runtime.clock().instant());
    runtime.retainProbes(current);
    int own = probes.all().size();
    if (own != before) {
      String members = runtime.member().describe();
      LOG.info("{}: this agent runs {} of {} probes", members, own, current.probes().size());
    }
  }

  /// Schedules the probes of `configuration` and removes all others.
  void applyProbes(Configuration configuration) {
    probes.apply(configuration, runtime.clock().instant());
    runtime.retainProbes(configuration);
  }

  /// Takes over what was found since: probes come and go, all others go on.
  synchronized void targetsChanged() {
    Configuration before = current;
    put(runtime.targets().complete(read));
    LOG.info("targets changed: {}", ConfigurationChange.between(before, current));
  }

  private void put(Configuration next) {
    current = next;
    runtime.apply(next);
    applyProbes(next);
  }

  private void apply(Configuration loaded) {
    Configuration before = current;
    read = loaded;
    known = loaded.targets();
    runtime.targets().apply(known);
    Configuration next = runtime.targets().complete(loaded);
    put(next);
    rejection = null;
    loadedAt = runtime.clock().instant();
    runtime.metrics().reloaded(true, runtime.clock().instant());
    if (!before.server().equals(next.server())) {
      LOG.warn("server: changed; the new address and protection take effect after a restart");
    }
    if (!Objects.equals(before.deployment().cluster(), next.deployment().cluster())) {
      LOG.warn("cluster: changed; it takes effect after a restart");
    }
    change = ConfigurationChange.between(before, next);
    LOG.info("configuration reloaded: {}", change);
  }
}
