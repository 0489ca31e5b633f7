package why401.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.credential.TlsOptions;
import why401.diagnosis.verdict.Change;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Probe;

class IncidentTrackerTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final List<String> heard = new ArrayList<>();
  private final IncidentHistory history = new InMemoryIncidentHistory(3);
  private final IncidentTracker tracker = new IncidentTracker(history, new Heard());

  @Test
  void firstRefusal_opensAnIncident() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.TOKEN_EXPIRED));
    assertThat(tracker.open("orders"))
        .hasValueSatisfying(
            incident -> {
              assertThat(incident.since()).isEqualTo(NOON);
              assertThat(incident.verdict().cause()).isEqualTo(Cause.TOKEN_EXPIRED);
            });
    assertThat(heard).containsExactly("opened token_expired");
  }

  @Test
  void refusals_fewerThanAfter_openNothing() {
    tracker.refused(probe("orders", 3), 401, NOON, verdict(Cause.UNKNOWN));
    tracker.refused(probe("orders", 3), 401, NOON.plusSeconds(10), verdict(Cause.UNKNOWN));
    assertThat(tracker.open()).isEmpty();
  }

  @Test
  void refusals_asManyAsAfter_openAtTheTimeOfTheFirst() {
    for (int i = 0; i < 3; i++) {
      tracker.refused(probe("orders", 3), 401, NOON.plusSeconds(10L * i), verdict(Cause.UNKNOWN));
    }
    assertThat(tracker.open("orders").orElseThrow().since()).isEqualTo(NOON);
    assertThat(tracker.open("orders").orElseThrow().refusals()).isEqualTo(3);
  }

  @Test
  void acceptedRunBetween_startsTheCountAnew() {
    tracker.refused(probe("orders", 2), 401, NOON, verdict(Cause.UNKNOWN));
    accepted("orders", NOON.plusSeconds(10));
    tracker.refused(probe("orders", 2), 401, NOON.plusSeconds(20), verdict(Cause.UNKNOWN));
    assertThat(tracker.open()).isEmpty();
  }

  @Test
  void timeoutBetween_restartsTheCountButClosesNothing() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.UNKNOWN));
    tracker.inconclusive("orders");
    assertThat(tracker.open("orders")).isPresent();
  }

  @Test
  void acceptedRun_closesAndRemembers() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.TRANSIENT));
    accepted("orders", NOON.plusSeconds(30));
    assertThat(tracker.open()).isEmpty();
    assertThat(tracker.find(false, "orders", null, 10))
        .singleElement()
        .satisfies(incident -> assertThat(incident.until()).isEqualTo(NOON.plusSeconds(30)));
    assertThat(heard).containsExactly("opened transient", "closed transient");
  }

  @Test
  void oneAcceptedRun_saysNothingOfMixedReplicas_severalInARowDo() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.INCONSISTENT_BACKENDS));
    for (int i = 1; i < IncidentTracker.CALM; i++) {
      assertThat(accepted("orders", NOON.plusSeconds(i))).isFalse();
    }
    tracker.refused(
        probe("orders", 1), 401, NOON.plusSeconds(10), verdict(Cause.INCONSISTENT_BACKENDS));
    for (int i = 1; i < IncidentTracker.CALM; i++) {
      assertThat(accepted("orders", NOON.plusSeconds(10 + i))).isFalse();
    }
    assertThat(tracker.open("orders")).isPresent();
    assertThat(accepted("orders", NOON.plusSeconds(20))).isTrue();
    assertThat(tracker.open("orders")).isEmpty();
    assertThat(heard)
        .containsExactly("opened inconsistent_backends", "closed inconsistent_backends");
  }

  @Test
  void whatChanged_isRememberedWhenALaterLookSeesNoChange() {
    Change rotated = new Change("jwks", "kid a1", "kid b7", NOON);
    Verdict later = verdict(Cause.TOKEN_SIGNATURE_INVALID);
    Verdict first =
        new Verdict(
            later.cause(),
            later.confidence(),
            later.faultDomain(),
            later.summary(),
            later.evidence(),
            later.experiments(),
            List.of(rotated),
            later.remedy());
    tracker.refused(probe("orders", 1), 401, NOON, first);
    tracker.refused(probe("orders", 1), 401, NOON.plusSeconds(10), later);
    assertThat(tracker.open("orders").orElseThrow().verdict().changed()).containsExactly(rotated);
  }

  @Test
  void sameVerdictAgain_isNoChange_anotherIs() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.UNKNOWN));
    tracker.refused(probe("orders", 1), 401, NOON.plusSeconds(1), verdict(Cause.UNKNOWN));
    tracker.refused(probe("orders", 1), 401, NOON.plusSeconds(2), verdict(Cause.TOKEN_REVOKED));
    assertThat(heard).containsExactly("opened unknown", "changed unknown -> token_revoked");
    assertThat(tracker.open("orders").orElseThrow().refusals()).isEqualTo(3);
  }

  @Test
  void verdict_isRevisedAtMostOnceAMinute_inBothDirections() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.UNKNOWN));
    tracker.refused(probe("orders", 1), 401, NOON.plusSeconds(10), verdict(Cause.TOKEN_REVOKED));
    tracker.refused(probe("orders", 1), 401, NOON.plusSeconds(69), verdict(Cause.UNKNOWN));
    assertThat(heard).containsExactly("opened unknown", "changed unknown -> token_revoked");
    tracker.refused(probe("orders", 1), 401, NOON.plusSeconds(70), verdict(Cause.UNKNOWN));
    assertThat(heard).last().isEqualTo("changed token_revoked -> unknown");
    assertThat(tracker.open("orders").orElseThrow().refusals()).isEqualTo(4);
  }

  @Test
  void end_isStoredBesideTheOpeningVerdict() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.CREDENTIALS_STRIPPED));
    tracker.refused(probe("orders", 1), 401, NOON.plusSeconds(10), verdict(Cause.UNKNOWN));
    Incident.End end = new Incident.End("new-secret", Cause.CREDENTIALS_INVALID);
    tracker.accepted("orders", NOON.plusSeconds(30), _ -> end);
    Incident closed = tracker.find(false, "orders", null, 1).getFirst();
    assertThat(closed.end()).isEqualTo(end);
    assertThat(closed.opening().cause()).isEqualTo(Cause.CREDENTIALS_STRIPPED);
    assertThat(closed.held()).isFalse();
  }

  @Test
  void removedProbe_hasNoEnd() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.UNKNOWN));
    tracker.forget("orders", NOON.plusSeconds(30));
    assertThat(history.all()).singleElement().extracting(Incident::end).isNull();
  }

  @Test
  void shortIncident_isScrapedUntilItMayHaveBeenNotified() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.TRANSIENT));
    accepted("orders", NOON.plusSeconds(1));
    assertThat(tracker.forScrape(NOON.plusSeconds(60)))
        .extracting(Incident::probe)
        .containsExactly("orders");
    assertThat(tracker.forScrape(NOON.plusSeconds(90))).hasSize(1);
    assertThat(tracker.forScrape(NOON.plusSeconds(105))).isEmpty();
  }

  @Test
  void shortIncident_isScrapedOnceHoweverLate() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.TRANSIENT));
    accepted("orders", NOON.plusSeconds(1));
    assertThat(tracker.forScrape(NOON.plusSeconds(300))).hasSize(1);
    assertThat(tracker.forScrape(NOON.plusSeconds(301))).isEmpty();
  }

  @Test
  void longerIncident_isGoneAtTheScrapeAfterItsEnd() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.UNKNOWN));
    assertThat(tracker.forScrape(NOON.plusSeconds(120))).hasSize(1);
    accepted("orders", NOON.plusSeconds(121));
    assertThat(tracker.forScrape(NOON.plusSeconds(122))).isEmpty();
  }

  @Test
  void restart_goesOnWithWhatWasOpen_andClosesWhatIsConfiguredNoMore() {
    tracker.refused(probe("orders", 1), 401, NOON, verdict(Cause.UNKNOWN));
    tracker.refused(probe("gone", 1), 401, NOON, verdict(Cause.UNKNOWN));
    IncidentTracker again = new IncidentTracker(history, new Heard());
    again.retainProbes(Set.of("orders"), NOON.plusSeconds(60));
    assertThat(again.open()).extracting(Incident::probe).containsExactly("orders");
  }

  @Test
  void find_isNewestFirstAndPaged() {
    for (int i = 0; i < 3; i++) {
      tracker.refused(probe("p" + i, 1), 401, NOON.plusSeconds(i), verdict(Cause.UNKNOWN));
    }
    assertThat(tracker.find(true, null, NOON.plusSeconds(2), 1))
        .extracting(Incident::probe)
        .containsExactly("p1");
  }

  @Test
  void memory_keepsTheNewestOnly() {
    for (int i = 0; i < 5; i++) {
      tracker.refused(probe("p" + i, 1), 401, NOON.plusSeconds(i), verdict(Cause.UNKNOWN));
      accepted("p" + i, NOON.plusSeconds(i));
    }
    assertThat(history.all()).hasSize(3);
  }

  @Test
  void withATime_theRefusalsLastThatLongBeforeItOpens() {
    Probe patient = probe("a", new Probe.Alerting(2, "warning", Duration.ofMinutes(5), List.of()));
    for (int i = 0; i < 10; i++) {
      tracker.refused(patient, 401, NOON.plusSeconds(30L * i), verdict(Cause.UNKNOWN));
    }
    assertThat(tracker.open("a")).isEmpty();
    tracker.refused(patient, 401, NOON.plusSeconds(300), verdict(Cause.UNKNOWN));
    assertThat(tracker.open("a").orElseThrow().since()).isEqualTo(NOON);
  }

  private boolean accepted(String probe, Instant at) {
    return tracker.accepted(
        probe, at, incident -> new Incident.End(null, incident.verdict().cause()));
  }

  private static Probe probe(String name, int after) {
    return probe(name, new Probe.Alerting(after, "critical"));
  }

  private static Probe probe(String name, Probe.Alerting alerting) {
    return new Probe(
        name,
        URI.create("https://api.example/"),
        "cred",
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
        alerting,
        Map.of(),
        TlsOptions.DEFAULT,
        null,
        Probe.Companions.NONE);
  }

  private static Verdict verdict(Cause cause) {
    return new Verdict(
        cause,
        Confidence.POSSIBLE,
        cause.faultDomain(),
        "said",
        List.of(),
        List.of(),
        List.of(),
        "do");
  }

  private final class Heard implements IncidentListener {
    @Override
    public void opened(Incident incident) {
      heard.add("opened " + incident.verdict().cause().label());
    }

    @Override
    public void changed(Incident before, Incident after) {
      heard.add(
          "changed " + before.verdict().cause().label() + " -> " + after.verdict().cause().label());
    }

    @Override
    public void closed(Incident incident) {
      heard.add("closed " + incident.verdict().cause().label());
    }
  }
}
