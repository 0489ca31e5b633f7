package why401.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Probe;

/// Opens an incident when a probe has been refused often enough in a row, keeps its evidence,
/// closes it at the first accepted run, and remembers it. Where some replicas refuse and others
/// accept, one accepted run says nothing: several in a row close that incident. A verdict is
/// revised at most once a minute, whatever changed.
///
/// Safe for many threads; the runs of one probe come one after the other.
public final class IncidentTracker {
  private static final Comparator<Incident> NEWEST_FIRST =
      Comparator.comparing(Incident::since).reversed().thenComparing(Incident::probe);

  /// Accepted runs in a row after which mixed replicas count as repaired: with two replicas chosen
  /// in turn or at random, the bad one is hit earlier with a probability of 97 %.
  static final int CALM = 5;

  /// Between two revisions of a verdict.
  static final Duration REVISION_PAUSE = Duration.ofMinutes(1);

  /// A scrape, an evaluation of the rules and Alertmanager's `group_wait`, with room: an incident
  /// that is shown for less may never be notified.
  static final Duration NOTICED_AFTER = Duration.ofSeconds(90);

  private final IncidentHistory history;
  private final IncidentListener listener;
  private final Map<String, Incident> open = new ConcurrentHashMap<>();
  private final Map<String, Run> runs = new ConcurrentHashMap<>();
  private final Map<String, Integer> acceptedInARow = new ConcurrentHashMap<>();
  private final Map<String, Instant> revised = new ConcurrentHashMap<>();
  private final Map<String, Incident> unseen = new ConcurrentHashMap<>();
  private final Map<String, Instant> openedAt = new ConcurrentHashMap<>();

  /// Probes that another agent runs now: a run that ends late says nothing more.
  private final Set<String> away = ConcurrentHashMap.newKeySet();

  /// A tracker that continues from `history`: its open incidents are open here.
  public IncidentTracker(IncidentHistory history, IncidentListener listener) {
    this.history = history;
    this.listener = listener;
    for (Incident incident : history.all()) {
      if (incident.open()) {
        open.putIfAbsent(incident.probe(), incident);
      }
    }
  }

  /// A run was refused, or had nothing to send.
  ///
  /// @param status of the refusal, 0 if nothing was sent
  public void refused(Probe probe, int status, Instant at, Verdict verdict) {
    acceptedInARow.remove(probe.name());
    if (away.contains(probe.name())) {
      return;
    }
    Run run = runs.merge(probe.name(), new Run(at, 1), (before, _) -> before.next());
    Incident current = open.get(probe.name());
    if (current != null) {
      update(current, probe, status, at, verdict);
    } else if (run.refusals() >= probe.alert().after()
        && !at.isBefore(run.since().plus(probe.alert().lasting()))) {
      Incident opened = incident(probe, status, run, verdict);
      open.put(probe.name(), opened);
      unseen.put(probe.name(), opened);
      openedAt.put(probe.name(), at);
      history.put(opened);
      listener.opened(opened);
    }
  }

  private static Incident incident(Probe probe, int status, Run run, Verdict verdict) {
    return new Incident(
        probe.name() + "@" + run.since().toEpochMilli(),
        probe.name(),
        probe.credential(),
        probe.alert().severity(),
        probe.labels(),
        status,
        run.since(),
        null,
        run.refusals(),
        verdict);
  }

  private void update(Incident current, Probe probe, int status, Instant at, Verdict found) {
    Verdict verdict = revision(current, at, found);
    Incident updated =
        new Incident(
            current.id(),
            current.probe(),
            probe.credential(),
            probe.alert().severity(),
            probe.labels(),
            status,
            current.since(),
            null,
            current.refusals() + 1,
            verdict,
            current.opening(),
            null);
    open.put(probe.name(), updated);
    unseen.computeIfPresent(probe.name(), (_, _) -> updated);
    if (!verdict.equals(current.verdict())) {
      revised.put(probe.name(), at);
      history.put(updated);
      listener.changed(current, updated);
    }
  }

  /// The state after another diagnosis, unless the verdict was revised just before: then it waits
  /// for a later run.
  private Verdict revision(Incident current, Instant at, Verdict found) {
    Instant last = revised.get(current.probe());
    return last != null && at.isBefore(last.plus(REVISION_PAUSE))
        ? current.verdict()
        : found.rememberingChanges(current.verdict());
  }

  /// A run was accepted: closes the open incident of `probe`, unless more than one such run is
  /// required.
  ///
  /// @param ending finds out how an incident ended, asked if one does
  /// @return whether no incident is open now
  public boolean accepted(
      String probe, Instant at, Function<Incident, Incident.@Nullable End> ending) {
    runs.remove(probe);
    Incident current = open.get(probe);
    if (current != null && current.verdict().cause() == Cause.INCONSISTENT_BACKENDS) {
      if (acceptedInARow.merge(probe, 1, Integer::sum) < CALM) {
        return false;
      }
    }
    close(probe, at, ending);
    return true;
  }

  /// A run ended neither accepted nor refused: a series of refusals is broken, an open incident
  /// stays open, since nothing proves its end.
  public void inconclusive(String probe) {
    runs.remove(probe);
  }

  /// The probe is no longer configured.
  public void forget(String probe, Instant at) {
    runs.remove(probe);
    close(probe, at, _ -> null);
    unseen.remove(probe);
    openedAt.remove(probe);
  }

  /// Another agent runs the probe from now on, and goes on with its incident.
  public void release(String probe) {
    away.add(probe);
    open.remove(probe);
    unseen.remove(probe);
    openedAt.remove(probe);
    runs.remove(probe);
    acceptedInARow.remove(probe);
    revised.remove(probe);
  }

  /// This agent runs the probe from now on.
  public void take(String probe) {
    away.remove(probe);
  }

  /// Goes on with an incident of another agent, without a word to any listener. Of two open ones of
  /// a probe the earlier one stays open.
  ///
  /// @param at when the later one ends
  /// @return the later one, closed, if there were two
  public Optional<Incident> adopt(Incident incident, Instant at) {
    Incident own = open.get(incident.probe());
    if (own != null && own.id().equals(incident.id())) {
      return Optional.empty();
    }
    boolean earlier = own == null || incident.since().isBefore(own.since());
    if (earlier) {
      open.put(incident.probe(), incident);
      unseen.remove(incident.probe());
      openedAt.remove(incident.probe());
    }
    if (own == null) {
      return Optional.empty();
    }
    Incident later = (earlier ? own : incident).closedAt(at, null);
    history.put(later);
    return Optional.of(later);
  }

  /// What became of an incident at another agent, for the history; one that has ended is not open
  /// here either.
  public void learn(Incident incident) {
    history.put(incident);
    if (!incident.open()) {
      open.computeIfPresent(
          incident.probe(), (_, own) -> own.id().equals(incident.id()) ? null : own);
    }
  }

  /// An incident of which no agent knows how it ended.
  public void lose(Incident incident, Instant at) {
    learn(incident.closedAt(at, null));
  }

  private void close(String probe, Instant at, Function<Incident, Incident.@Nullable End> ending) {
    acceptedInARow.remove(probe);
    revised.remove(probe);
    Incident current = open.remove(probe);
    if (current == null) {
      return;
    }
    Incident closed = current.closedAt(at, ending.apply(current));
    unseen.computeIfPresent(probe, (_, _) -> closed);
    history.put(closed);
    listener.closed(closed);
  }

  /// Closes the incidents of probes that are not in `configured`, after a start.
  public void retainProbes(Set<String> configured, Instant at) {
    List<String> gone =
        open.keySet().stream().filter(probe -> !configured.contains(probe)).toList();
    gone.forEach(probe -> forget(probe, at));
  }

  /// The open incident of `probe`.
  public Optional<Incident> open(String probe) {
    return Optional.ofNullable(open.get(probe));
  }

  /// All open incidents, newest first.
  public List<Incident> open() {
    return open.values().stream().sorted(NEWEST_FIRST).toList();
  }

  /// The incidents of a scrape: the open ones, and those that began so lately that they may not
  /// have been notified yet. Later, an end shows at the next scrape.
  public List<Incident> forScrape(Instant now) {
    Map<String, Incident> shown = new TreeMap<>(open);
    for (Incident incident : List.copyOf(unseen.values())) {
      shown.putIfAbsent(incident.probe(), incident);
      Instant opened = openedAt.getOrDefault(incident.probe(), Instant.MIN);
      if (!now.isBefore(opened.plus(NOTICED_AFTER))) {
        unseen.remove(incident.probe(), incident);
      }
    }
    return List.copyOf(shown.values());
  }

  /// Open and past incidents, newest first.
  ///
  /// @param open only open ones, only closed ones, or null for both
  /// @param before only those that began before, or null
  public List<Incident> find(
      @Nullable Boolean open, @Nullable String probe, @Nullable Instant before, int limit) {
    Predicate<Incident> wanted =
        incident ->
            (open == null || open == incident.open())
                && (probe == null || incident.probe().equals(probe))
                && (before == null || incident.since().isBefore(before));
    Map<String, Incident> byId = new HashMap<>();
    history.all().forEach(incident -> byId.put(incident.id(), incident));
    this.open.values().forEach(incident -> byId.put(incident.id(), incident));
    return new ArrayList<>(byId.values())
        .stream().filter(wanted).sorted(NEWEST_FIRST).limit(limit).toList();
  }

  /// Consecutive refusals.
  private record Run(Instant since, long refusals) {
    Run next() {
      return new Run(since, refusals + 1);
    }
  }
}
