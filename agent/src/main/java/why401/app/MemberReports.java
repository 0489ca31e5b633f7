package why401.app;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.api.ClusterJson;
import why401.api.CredentialJson;
import why401.api.ProbeJson;
import why401.deployment.Membership;
import why401.deployment.SharedMap;
import why401.run.ProbeState;
import why401.run.RunSummary;
import why401.server.StatusEvents;
import why401.token.CredentialStatus;

/// What the members tell each other of their shares, so that each shows the whole cluster from its
/// own memory. A member sends its report when the state of one of its probes or credentials has
/// changed, and now and then for the times in it; not at each run.
final class MemberReports implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MemberReports.class);
  private static final Duration LOOK = Duration.ofSeconds(3);
  private static final int ROUNDS = 5;

  private final Membership membership;
  private final SharedMap map;
  private final OwnReport own;
  private final StatusEvents changes;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private volatile @Nullable Index index;
  private int sent;
  private int round;
  private volatile boolean closed;

  /// What there is to tell of this member.
  interface OwnReport {
    /// All of it.
    MemberReport report();

    /// Equal while nothing but times has changed in it.
    int state();
  }

  /// All of their probes, until the next look.
  private record Index(long at, Map<String, ProbeJson> probes) {
    Index {
      probes = Collections.unmodifiableMap(probes);
    }
  }

  /// A report as it was read, so that each look at it costs little.
  private static final class Known {
    private final byte[] bytes;
    private final MemberReport report;

    Known(byte[] bytes, MemberReport report) {
      this.bytes = bytes;
      this.report = report;
    }
  }

  MemberReports(Membership membership, SharedMap map, OwnReport own, StatusEvents changes) {
    this.membership = membership;
    this.map = map;
    this.own = own;
    this.changes = changes;
  }

  void start() {
    map.follow(this::changed, () -> {});
    Thread.ofVirtual().name("report").start(this::sendUntilClosed);
  }

  private void sendUntilClosed() {
    try {
      while (!closed) {
        look();
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      int now = own.state();
      if (now != sent || ++round >= ROUNDS) {
        sent = now;
        round = 0;
        map.put(membership.name(), own.report().bytes());
        forgetTheGone();
      }
    } catch (RuntimeException e) {
      LOG.debug("no report ({})", e.toString());
    }
  }

  /// Equal while nothing but times has changed of these.
  static int state(
      Collection<ProbeState> probes,
      Function<ProbeState, @Nullable Instant> heldUntil,
      Collection<CredentialStatus> credentials) {
    int state = 1;
    for (ProbeState one : probes) {
      RunSummary last = one.last();
      int judged =
          last == null
              ? 0
              : Objects.hash(last.accepted(), last.status(), last.reason(), heldUntil.apply(one));
      state = 31 * (31 * state + one.probe().name().hashCode()) + judged;
    }
    for (CredentialStatus one : credentials) {
      state = 31 * state + Objects.hash(one.name(), one.usable(), one.suspended());
    }
    return state;
  }

  /// What has changed if this has, times aside.
  static List<@Nullable Object> state(ProbeJson one) {
    List<@Nullable Object> state = new ArrayList<>();
    state.add(one.name());
    state.add(one.success());
    state.add(one.status());
    state.add(one.reason());
    state.add(one.heldUntil());
    return state;
  }

  /// The eldest member does it for all.
  private void forgetTheGone() {
    List<String> names = membership.names();
    if (!names.isEmpty() && names.getFirst().equals(membership.name())) {
      map.keys().stream().filter(name -> !names.contains(name)).forEach(map::remove);
    }
  }

  private void changed(String name) {
    if (name.equals(membership.name()) || !changes.followed()) {
      return;
    }
    Known before = known.get(name);
    index = null;
    Set<List<@Nullable Object>> old = new HashSet<>();
    if (before != null) {
      before.report.probes().forEach(one -> old.add(state(one)));
    }
    report(name)
        .ifPresent(
            report -> {
              report.probes().stream()
                  .filter(one -> !old.contains(state(one)))
                  .forEach(one -> changes.probe(one.name()));
              report.credentials().forEach(one -> changes.credential(one.name()));
            });
  }

  @SuppressWarnings("ReferenceEquality") // the very entry
  private Optional<MemberReport> report(String name) {
    byte[] bytes = map.get(name);
    if (bytes == null) {
      known.remove(name);
      return Optional.empty();
    }
    Known before = known.get(name);
    if (before == null || before.bytes != bytes) {
      try {
        before = new Known(bytes, MemberReport.of(bytes));
      } catch (IOException e) {
        LOG.debug("{}: a report of another version ({})", name, e.toString());
        return Optional.empty();
      }
      known.put(name, before);
    }
    return Optional.of(before.report);
  }

  /// The reports of the other members that are there now.
  private Map<String, MemberReport> others() {
    Map<String, MemberReport> found = new TreeMap<>();
    for (String name : membership.names()) {
      if (!name.equals(membership.name())) {
        report(name).ifPresent(report -> found.put(name, report));
      }
    }
    return found;
  }

  /// The probes of other members, by name, each with its member.
  Map<String, ProbeJson> probes() {
    Index now = index;
    if (now == null || System.nanoTime() - now.at() > LOOK.toNanos()) {
      now = new Index(System.nanoTime(), merged());
      index = now;
    }
    return now.probes();
  }

  /// Of a probe that is just moving, the latest report counts.
  private Map<String, ProbeJson> merged() {
    Map<String, ProbeJson> probes = new HashMap<>();
    others().entrySet().stream()
        .sorted(Comparator.comparing(one -> one.getValue().at()))
        .forEach(
            one ->
                one.getValue()
                    .probes()
                    .forEach(probe -> probes.put(probe.name(), probe.of(one.getKey(), null))));
    return Collections.unmodifiableMap(probes);
  }

  /// The credentials that other members renew, by name, each with its member.
  Map<String, CredentialJson> credentials() {
    Map<String, CredentialJson> credentials = new HashMap<>();
    others()
        .forEach(
            (name, report) ->
                report
                    .credentials()
                    .forEach(one -> credentials.put(one.name(), one.of(name, List.of()))));
    return credentials;
  }

  /// The cluster as this member sees it.
  ClusterJson cluster() {
    Map<String, MemberReport> reports = others();
    reports.put(membership.name(), own.report());
    return new ClusterJson(
        membership.name(),
        membership.view().degraded(),
        membership.names().stream().map(name -> member(name, reports.get(name))).toList());
  }

  private static ClusterJson.MemberJson member(String name, @Nullable MemberReport report) {
    if (report == null) {
      return new ClusterJson.MemberJson(name, null, null, null, null, null);
    }
    long failing =
        report.probes().stream().filter(one -> Boolean.FALSE.equals(one.success())).count();
    return new ClusterJson.MemberJson(
        name,
        report.url(),
        report.location(),
        report.probes().size(),
        report.credentials().size(),
        (int) failing);
  }

  @Override
  public void close() {
    closed = true;
  }
}
