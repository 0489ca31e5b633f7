package why401.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.deployment.SharedMap;
import why401.incident.Incident;
import why401.incident.IncidentListener;
import why401.incident.IncidentRecords;
import why401.incident.IncidentTracker;
import why401.run.DiagnosisCache;
import why401.run.DiagnosisRecords;
import why401.run.ProbeState;
import why401.server.StatusEvents;

/// The incidents of a cluster: open ones with what was observed, so that a probe keeps its incident
/// when it moves, and past ones, so that each member has the history. Nothing without a cluster.
final class SharedIncidents implements IncidentListener {
  private static final Logger LOG = LoggerFactory.getLogger(SharedIncidents.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String OPEN = "open/";
  private static final String CLOSED = "closed/";
  private static final int MOST = 1_000;

  /// At how many ends, from the first on, those that are too many are looked for: it takes a look
  /// at all.
  private static final int SOMETIMES = 50;

  private final Map<String, ProbeState> probes;
  private final StatusEvents changes;
  private final InstantSource clock;
  private final AtomicInteger ended = new AtomicInteger();
  private volatile @Nullable Shared shared;

  /// What there is in a cluster.
  private record Shared(SharedMap map, IncidentTracker incidents) {}

  /// @param probes those that run here
  SharedIncidents(Map<String, ProbeState> probes, StatusEvents changes, InstantSource clock) {
    this.probes = probes;
    this.changes = changes;
    this.clock = clock;
  }

  /// Shares them in `map` from now on.
  void share(SharedMap map, IncidentTracker incidents) {
    Shared now = new Shared(map, incidents);
    shared = now;
    map.follow(key -> changed(now, key), () -> compare(now));
    compare(now);
  }

  @Override
  public void opened(Incident incident) {
    show(incident);
  }

  @Override
  public void changed(Incident before, Incident after) {
    show(after);
  }

  @Override
  public void closed(Incident incident) {
    Shared now = shared;
    if (now != null) {
      now.map.put(CLOSED + incident.id(), bytes(record(incident)));
      now.map.remove(OPEN + incident.probe());
      if (ended.getAndIncrement() % SOMETIMES == 0) {
        forgetOldest(now.map);
      }
    }
  }

  private void show(Incident incident) {
    Shared now = shared;
    if (now != null) {
      ObjectNode record = record(incident);
      ProbeState state = probes.get(incident.probe());
      DiagnosisCache found = state == null ? null : state.open();
      if (found != null) {
        record.set("diagnosis", DiagnosisRecords.write(found));
      }
      now.map.put(OPEN + incident.probe(), bytes(record));
    }
  }

  /// The probe runs here from now on: its incident goes on.
  void take(ProbeState state) {
    Shared now = shared;
    if (now != null) {
      String name = state.probe().name();
      now.incidents.take(name);
      read(OPEN + name, now.map.get(OPEN + name)).ifPresent(known -> adopt(now, known));
    }
  }

  private void adopt(Shared now, Known known) {
    Incident incident = known.incident();
    Optional<Incident> before = now.incidents.open(incident.probe());
    Optional<Incident> later = now.incidents.adopt(incident, clock.instant());
    ProbeState state = probes.get(incident.probe());
    if (before.isEmpty() && state != null) {
      DiagnosisRecords.read(known.diagnosis(), incident.verdict()).ifPresent(state::resume);
    }
    later.ifPresent(one -> now.map.put(CLOSED + one.id(), bytes(record(one))));
    before
        .filter(own -> later.isPresent() && !own.id().equals(later.get().id()))
        .ifPresent(this::show);
  }

  private void changed(Shared now, String key) {
    read(key, now.map.get(key))
        .ifPresent(
            known -> {
              if (key.startsWith(OPEN) && runsHere(known)) {
                adopt(now, known);
              } else {
                now.incidents.learn(known.incident());
                changes.incident(known.incident());
              }
            });
  }

  private boolean runsHere(Known known) {
    return probes.containsKey(known.incident().probe());
  }

  /// Takes over what the others know, and shows what only this member knows.
  private void compare(Shared now) {
    Map<String, byte[]> all = now.map.all();
    Map<String, Incident> known = new HashMap<>();
    now.incidents
        .find(null, null, null, Integer.MAX_VALUE)
        .forEach(one -> known.put(one.id(), one));
    all.forEach(
        (key, value) ->
            read(key, value)
                .filter(one -> isNews(one.incident(), known, all.keySet()))
                .ifPresent(one -> compare(now, key, one)));
    for (Incident incident : known.values()) {
      if (incident.open() && !all.containsKey(CLOSED + incident.id())) {
        compare(now, incident, all.get(OPEN + incident.probe()));
      }
    }
  }

  /// @param theirs what the others know of the probe, or null
  private void compare(Shared now, Incident own, byte @Nullable [] theirs) {
    Optional<Incident> other = read(OPEN + own.probe(), theirs).map(Known::incident);
    boolean same = other.filter(one -> one.id().equals(own.id())).isPresent();
    boolean here =
        now.incidents.open(own.probe()).filter(one -> one.id().equals(own.id())).isPresent();
    boolean earlier = other.filter(one -> own.since().isBefore(one.since())).isPresent();
    if (earlier || (here && other.isEmpty())) {
      show(own);
    } else if (!same && !here) {
      now.incidents.lose(own, clock.instant());
    }
  }

  private void compare(Shared now, String key, Known one) {
    if (key.startsWith(OPEN) && runsHere(one)) {
      adopt(now, one);
    } else {
      now.incidents.learn(one.incident());
    }
  }

  /// What has ended here may still be open: this member was away, and did not know.
  private static boolean isNews(Incident theirs, Map<String, Incident> known, Set<String> keys) {
    Incident own = known.get(theirs.id());
    return own == null || own.open() || (theirs.open() && !keys.contains(CLOSED + theirs.id()));
  }

  /// Incidents are named after their beginning.
  private static void forgetOldest(SharedMap map) {
    List<String> closed =
        map.keys().stream()
            .filter(key -> key.startsWith(CLOSED))
            .sorted(Comparator.comparingLong(SharedIncidents::since))
            .toList();
    closed.subList(0, Math.max(0, closed.size() - MOST)).forEach(map::remove);
  }

  private static long since(String key) {
    try {
      return Long.parseLong(key.substring(key.lastIndexOf('@') + 1));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static ObjectNode record(Incident incident) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.set("incident", IncidentRecords.write(incident));
    return record;
  }

  private static byte[] bytes(JsonNode record) {
    try {
      return JSON.writeValueAsBytes(record);
    } catch (IOException e) {
      throw new IllegalStateException("incident: no JSON (expected: a tree of it)", e);
    }
  }

  /// An entry of the map.
  record Known(Incident incident, JsonNode diagnosis) {}

  static Optional<Known> read(String key, byte @Nullable [] value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      JsonNode record = JSON.readTree(value);
      return Optional.of(
          new Known(IncidentRecords.read(record.path("incident")), record.path("diagnosis")));
    } catch (IOException e) {
      LOG.warn("incident {}: of another version, skipped", key);
      return Optional.empty();
    }
  }
}
