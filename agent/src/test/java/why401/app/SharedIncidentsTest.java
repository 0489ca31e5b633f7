package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.credential.TlsOptions;
import why401.diagnosis.verdict.Verdict;
import why401.incident.InMemoryIncidentHistory;
import why401.incident.Incident;
import why401.incident.IncidentHistory;
import why401.incident.IncidentListener;
import why401.incident.IncidentTracker;
import why401.probe.Probe;
import why401.run.ProbeState;
import why401.server.StatusEvents;

/// An incident that moves is the same one, and is notified once.
final class SharedIncidentsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final MapNetwork network = new MapNetwork();
  private final Agent here = new Agent(network);
  private final Agent there = new Agent(network);

  private static final class Agent {
    final Map<String, ProbeState> probes = new ConcurrentHashMap<>();
    final List<String> heard = new ArrayList<>();
    final IncidentTracker tracker;
    private final SharedIncidents shared;

    Agent(MapNetwork network) {
      this(network, new InMemoryIncidentHistory(10));
    }

    Agent(MapNetwork network, IncidentHistory history) {
      this.shared =
          new SharedIncidents(
              probes, new StatusEvents(), InstantSource.fixed(NOON.plusSeconds(99)));
      this.tracker =
          new IncidentTracker(history, IncidentListener.all(List.of(shared, new Heard())));
      shared.share(network.copy(), tracker);
    }

    private final class Heard implements IncidentListener {
      @Override
      public void opened(Incident incident) {
        heard.add("opened " + incident.probe());
      }

      @Override
      public void closed(Incident incident) {
        heard.add("closed " + incident.probe());
      }
    }

    void takes(String probe) {
      ProbeState state = new ProbeState(probe(probe), null, List.of(), NOON);
      probes.put(probe, state);
      shared.take(state);
    }

    void leaves(String probe) {
      probes.remove(probe);
      tracker.release(probe);
    }

    void refused(String probe, Instant at) {
      tracker.refused(probe(probe), 401, at, verdict());
    }

    void accepted(String probe, Instant at) {
      tracker.accepted(probe, at, open -> new Incident.End(null, open.verdict().cause()));
    }

    List<Incident> open() {
      return tracker.find(true, null, null, 100);
    }
  }

  @Test
  void openIncident_goesOnWhereItsProbeRunsNext() {
    here.takes("p");
    here.refused("p", NOON);
    here.leaves("p");
    there.takes("p");
    there.refused("p", NOON.plusSeconds(10));

    assertThat(there.tracker.open("p").orElseThrow().since()).isEqualTo(NOON);
    assertThat(there.tracker.open("p").orElseThrow().refusals()).isEqualTo(2);
    assertThat(there.heard).isEmpty();
    assertThat(here.tracker.open("p")).isEmpty();
  }

  @Test
  void everyMember_knowsTheHistory() {
    here.takes("p");
    here.refused("p", NOON);
    assertThat(there.open()).hasSize(1);

    here.accepted("p", NOON.plusSeconds(30));

    assertThat(there.open()).isEmpty();
    assertThat(there.tracker.find(false, "p", null, 10))
        .singleElement()
        .satisfies(one -> assertThat(one.until()).isEqualTo(NOON.plusSeconds(30)));
    Agent late = new Agent(network);
    assertThat(late.tracker.find(false, "p", null, 10)).hasSize(1);
  }

  @Test
  void memberThatComesBack_knowsWhatIsStillOpen() {
    here.takes("p");
    here.refused("p", NOON);
    Incident open = here.tracker.open("p").orElseThrow();
    InMemoryIncidentHistory stored = new InMemoryIncidentHistory(10);
    stored.put(open);
    IncidentTracker before = new IncidentTracker(stored, IncidentListener.all(List.of()));
    before.lose(open, NOON.plusSeconds(5));

    Agent back = new Agent(network, stored);

    assertThat(back.open()).extracting(Incident::id).containsExactly(open.id());
    here.accepted("p", NOON.plusSeconds(30));
    assertThat(back.open()).isEmpty();
    assertThat(new Agent(network, stored).open()).isEmpty();
  }

  @Test
  void runThatEndsAfterItsProbeMoved_opensNothing() {
    here.takes("p");
    here.leaves("p");
    here.refused("p", NOON);
    assertThat(there.open()).isEmpty();
    assertThat(here.heard).isEmpty();
  }

  @Test
  void incidentOfTheOtherSide_isKeptAfterTheMerge() {
    network.cut = true;
    there.takes("p");
    there.refused("p", NOON);
    here.takes("p");
    assertThat(here.open()).isEmpty();
    there.leaves("p");

    network.repair();

    assertThat(here.tracker.open("p")).isPresent();
    assertThat(here.heard).isEmpty();
    here.accepted("p", NOON.plusSeconds(60));
    assertThat(here.open()).isEmpty();
    assertThat(there.open()).isEmpty();
  }

  @Test
  void ofTwoIncidentsOfOneProbe_theEarlierStaysOpen() {
    network.cut = true;
    here.takes("p");
    there.takes("p");
    there.refused("p", NOON);
    here.refused("p", NOON.plusSeconds(5));
    there.leaves("p");

    network.repair();
    network.repair();

    assertThat(here.open()).singleElement().satisfies(one -> assertThat(one.open()).isTrue());
    assertThat(there.open()).hasSize(1);
  }

  private static Probe probe(String name) {
    return new Probe(
        name,
        URI.create("https://api.example/" + name),
        null,
        new Probe.Cadence.Every(Duration.ofSeconds(30)),
        Duration.ofSeconds(10),
        "GET",
        Map.of(),
        null,
        Probe.Expectation.ANY_SUCCESS,
        true,
        Probe.Connection.REUSE,
        null,
        Probe.TokenDemand.NONE,
        new Probe.Alerting(1, "critical"),
        Map.of(),
        TlsOptions.DEFAULT,
        null,
        Probe.Companions.NONE);
  }

  private static Verdict verdict() {
    return new Verdict(
        Cause.UNKNOWN,
        Confidence.POSSIBLE,
        Cause.UNKNOWN.faultDomain(),
        "It is refused.",
        List.of(),
        List.of(),
        List.of(),
        "Look.");
  }
}
