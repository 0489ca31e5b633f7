package why401.experiment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import why401.deployment.SharedRecords;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.http.Origin;
import why401.probe.Probe;

/// Extra requests of the last hour: per probe, and, so that many probes cannot overload one account
/// or one server, per credential and per target. Safe for many threads.
public final class ExperimentBudget {
  private static final Duration WINDOW = Duration.ofHours(1);

  /// A shared credential or target gets the budget of several probes, not of all.
  private static final int SHARED = 4;

  private final InstantSource clock;
  private final Map<String, Deque<Instant>> spent = new HashMap<>();
  private volatile DiagnosisLimits limits;
  private volatile @Nullable SharedBudget shared;

  /// Budgets within `limits`.
  public ExperimentBudget(DiagnosisLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /// Changes the limits after a reload; requests already sent still count.
  public void limits(DiagnosisLimits changed) {
    limits = changed;
  }

  /// Counts what goes to a target, or with a credential, together with the members of a cluster
  /// from now on. A probe runs at one of them.
  public void share(SharedRecords members) {
    shared = new SharedBudget(members, clock, WINDOW);
  }

  /// How many extra requests a diagnosis of `probe` that starts now may send.
  public synchronized int left(Probe probe) {
    return Math.min(limits.maxRequests(), leftOfHour(probe));
  }

  private int leftOfHour(Probe probe) {
    int perHour = limits.perHour();
    int left = perHour - count(probeKey(probe.name()));
    SharedBudget all = shared;
    for (String key : sharedKeys(probe)) {
      int sent = Math.max(count(key), all == null ? 0 : all.count(key));
      left = Math.min(left, perHour * SHARED - sent);
    }
    return Math.max(0, left);
  }

  /// Takes `requests` from the budgets of `probe` before they are sent, all of them or none: other
  /// examinations may have spent what was left at the beginning.
  ///
  /// @return whether they may be sent
  public synchronized boolean reserve(Probe probe, int requests) {
    SharedBudget all = shared;
    boolean enough =
        leftOfHour(probe) >= requests
            && (all == null || all.take(sharedKeys(probe), requests, limits.perHour() * SHARED));
    if (enough) {
      spendHere(probe, requests);
    }
    return enough;
  }

  /// Says that in place of `reserved` requests `sent` left.
  public synchronized void settle(Probe probe, int reserved, int sent) {
    if (sent > reserved) {
      spend(probe, sent - reserved);
    }
    for (int i = sent; i < reserved; i++) {
      giveBack(probeKey(probe.name()));
      sharedKeys(probe).forEach(this::giveBack);
    }
    SharedBudget all = shared;
    if (all != null && sent < reserved) {
      all.add(sharedKeys(probe), sent - reserved);
    }
  }

  private void giveBack(String key) {
    Deque<Instant> times = spent.get(key);
    if (times != null) {
      times.pollLast();
    }
  }

  /// Takes `requests` from the budgets of `probe`.
  public synchronized void spend(Probe probe, int requests) {
    SharedBudget all = shared;
    if (all != null) {
      all.add(sharedKeys(probe), requests);
    }
    spendHere(probe, requests);
  }

  private void spendHere(Probe probe, int requests) {
    Instant now = clock.instant();
    for (int i = 0; i < requests; i++) {
      spent.computeIfAbsent(probeKey(probe.name()), _ -> new ArrayDeque<>()).add(now);
      for (String key : sharedKeys(probe)) {
        spent.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(now);
      }
    }
  }

  /// Forgets the probes that are not in `names`.
  public synchronized void retainProbes(Set<String> names) {
    spent.keySet().removeIf(key -> key.startsWith("probe ") && !names.contains(key.substring(6)));
    spent.entrySet().removeIf(entry -> count(entry.getValue()) == 0);
  }

  private int count(String key) {
    Deque<Instant> times = spent.get(key);
    return times == null ? 0 : count(times);
  }

  private int count(Deque<Instant> times) {
    Instant start = clock.instant().minus(WINDOW);
    while (!times.isEmpty() && !times.peekFirst().isAfter(start)) {
      times.removeFirst();
    }
    return times.size();
  }

  private static String probeKey(String name) {
    return "probe " + name;
  }

  private static List<String> sharedKeys(Probe probe) {
    String target = "target " + Origin.of(probe.url());
    @Nullable String credential = probe.credential();
    return credential == null ? List.of(target) : List.of(target, "credential " + credential);
  }
}
