package why401.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.config.Configuration;
import why401.credential.Credential;
import why401.deployment.Ownership;
import why401.probe.Probe;
import why401.run.ProbeState;
import why401.schedule.Schedule;
import why401.schedule.TaskTrigger;

/// The scheduled probes and their state.
final class ProbeRegistry {
  /// New probes start one after the other, to avoid a burst at startup.
  private static final Duration STEP = Duration.ofMillis(5);

  private final Map<String, ProbeState> probes;
  private final Schedule schedule;
  private final AgentRuntime runtime;

  ProbeRegistry(Schedule schedule, AgentRuntime runtime) {
    this.schedule = schedule;
    this.runtime = runtime;
    this.probes = runtime.probes();
  }

  /// All of them.
  Collection<ProbeState> all() {
    return probes.values();
  }

  /// The probe with that name.
  Optional<ProbeState> named(String name) {
    return Optional.ofNullable(probes.get(name));
  }

  /// The probe `name` of `configuration`, outside the registry, for one run on demand.
  static ProbeState single(Configuration configuration, String name, Instant now) {
    Probe probe =
        configuration.probes().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "probe: " + name + " (expected: a configured one)"));
    return new ProbeState(
        probe, credential(configuration, probe), companions(configuration, probe), now);
  }

  /// Applies `configuration`; probes that did not change keep their schedule.
  void apply(Configuration configuration, Instant now) {
    place(takeOver(configuration, now), now, true);
  }

  /// Gives up and takes over what has another owner than before. What comes has just run elsewhere,
  /// so that it waits for its time.
  void share(Configuration configuration, Instant now) {
    place(takeOver(configuration, now), now, false);
  }

  private List<ProbeState> takeOver(Configuration configuration, Instant now) {
    Ownership own = runtime.member().ownership(configuration);
    Map<String, Probe> wanted =
        configuration.probes().stream()
            .filter(probe -> own.ownsProbe(probe.name()))
            .collect(Collectors.toMap(Probe::name, probe -> probe));
    List<String> gone = probes.keySet().stream().filter(name -> !wanted.containsKey(name)).toList();
    gone.forEach(this::remove);
    List<ProbeState> fresh = new ArrayList<>();
    for (Probe probe : wanted.values()) {
      ProbeState before = probes.get(probe.name());
      Credential credential = credential(configuration, probe);
      ProbeState next = new ProbeState(probe, credential, companions(configuration, probe), now);
      if (before == null
          || !before.probe().equals(probe)
          || !before.credentials().equals(next.credentials())) {
        fresh.add(watch(next, before));
      }
    }
    return fresh;
  }

  private static @Nullable Credential credential(Configuration configuration, Probe probe) {
    return probe.credential() == null ? null : configuration.credentials().get(probe.credential());
  }

  private static List<Credential> companions(Configuration configuration, Probe probe) {
    return probe.companions().credentials().stream()
        .flatMap(name -> Stream.ofNullable(configuration.credentials().get(name)))
        .toList();
  }

  private ProbeState watch(ProbeState next, @Nullable ProbeState before) {
    if (before != null) {
      next.inherit(before);
    }
    probes.put(next.probe().name(), next);
    if (before == null) {
      runtime.take(next);
    }
    return next;
  }

  private void place(List<ProbeState> fresh, Instant now, boolean atOnce) {
    fresh.sort(Comparator.comparingInt(one -> one.probe().name().hashCode()));
    Duration all = STEP.multipliedBy(fresh.size());
    Duration first = Duration.ZERO;
    for (ProbeState one : fresh) {
      TaskTrigger timing = timing(one.probe());
      Duration interval = timing.interval(now);
      runtime.metrics().scheduled(one.probe(), interval);
      // With many probes, the regular starts come as soon as such extra ones could.
      boolean early = atOnce && all.compareTo(interval.dividedBy(2)) < 0;
      schedule.put(one.probe().name(), timing, _ -> runIfPresent(one), early ? first : null);
      first = first.plus(STEP);
    }
  }

  /// What fires right after this process did not run for a while comes before the shares are known.
  private void runIfPresent(ProbeState one) {
    if (!runtime.member().away()) {
      run(one);
    }
  }

  /// A run that ends after its probe was removed leaves nothing behind.
  void run(ProbeState one) {
    runtime.probeRun().run(one);
    if (!probes.containsKey(one.probe().name())) {
      runtime.removed(one.probe().name());
    }
  }

  private static TaskTrigger timing(Probe probe) {
    return switch (probe.cadence()) {
      case Probe.Cadence.Every every -> new TaskTrigger.Every(every.interval());
      case Probe.Cadence.Cron cron -> new TaskTrigger.Cron(cron.expression());
    };
  }

  private void remove(String name) {
    schedule.remove(name);
    probes.remove(name);
    runtime.forget(name);
  }
}
