package why401.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.credential.TlsOptions;
import why401.deployment.Membership;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;
import why401.probe.Probe;
import why401.token.IssuerHealth;

class AgentMetricsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final AgentMetrics metrics =
      new AgentMetrics(
          new ScrapeSources(
              List::of,
              () -> List.of(new IssuerHealth("https://idp.example", true, NOON, null)),
              () ->
                  List.of(new BlockedRenewal("cred", "https://idp.example", incident().verdict())),
              () -> List.of(incident()),
              mechanism -> "Do something about " + mechanism + ".",
              () -> 0,
              () -> List.of(new DiscoverySeries("https://sd.example/t", 3, 1, 5, 2, NOON)),
              () -> List.of(new ClusterSeries(new Membership.View(3, 7, true), 40, 2))),
          List.of("identical-retry"),
          Map.of("version", "1", "revision", "abc", "java", "25"));

  @Test
  void openIncidentAndCountedRefusal_areOnOnePageOfText() {
    refuse();
    assertThat(page("text/plain"))
        .contains(
            "# TYPE why401_unauthorized gauge",
            "why401_unauthorized{cause=\"token_expired\",confidence=\"likely\",credential=\"cred\",fault_domain=\"credential\",probe=\"orders\",severity=\"critical\",team=\"pay\"}"
                + " 1.0",
            "# TYPE why401_probe_refusals_total counter",
            "why401_probe_refusals_total{cause=\"token_expired\",probe=\"orders\"} 1.0");
  }

  @Test
  void openIncidentAndCountedRefusal_areOnOnePageOfOpenMetrics() {
    refuse();
    assertThat(page("application/openmetrics-text; version=1.0.0"))
        .contains(
            "# TYPE why401_unauthorized gauge",
            "# TYPE why401_probe_refusals counter",
            "why401_probe_refusals_total{cause=\"token_expired\",probe=\"orders\"} 1.0")
        .endsWith("# EOF\n")
        .containsOnlyOnce("# EOF");
  }

  @Test
  void location_isALabelOfEverySeries_onceThereIsOne() {
    refuse();
    assertThat(page("text/plain")).doesNotContain("location=");
    metrics.location("eu");
    assertThat(page("text/plain").lines().filter(line -> !line.startsWith("#")))
        .hasSizeGreaterThan(100)
        .allSatisfy(line -> assertThat(line).containsOnlyOnce("location=\"eu\""));
    metrics.location(null);
    assertThat(page("text/plain")).doesNotContain("location=");
  }

  @Test
  void member_exportsItsCluster() {
    assertThat(page("text/plain"))
        .contains(
            "why401_cluster_members 3.0",
            "why401_cluster_owned{kind=\"probe\"} 40.0",
            "why401_cluster_owned{kind=\"credential\"} 2.0",
            "why401_cluster_rebalances_total 7.0",
            "why401_cluster_degraded 1.0");
  }

  @Test
  void countersThatCanBeKnown_existFromTheStart() {
    assertThat(page("text/plain"))
        .contains(
            "why401_refusals_total{cause=\"unknown\"} 0.0",
            "why401_diagnosis_requests_total{experiment=\"identical-retry\"} 0.0",
            "why401_schedule_missed_total 0.0",
            "why401_build_info{java=\"25\",revision=\"abc\",version=\"1\"} 1",
            "why401_issuer_up{issuer=\"https://idp.example\"} 1.0",
            "why401_token_remaining_at_use_seconds_bucket{le=\"0.0\"} 0");
  }

  @Test
  void endedIncident_isCountedByItsOpeningVerdict_fromTheFirstOn() {
    assertThat(page("text/plain")).doesNotContain("why401_verdicts_total{");
    metrics.ended(Cause.TOKEN_EXPIRED, Confidence.LIKELY, true);
    metrics.ended(Cause.TOKEN_EXPIRED, Confidence.LIKELY, false);
    metrics.ended(Cause.TOKEN_EXPIRED, Confidence.LIKELY, true);
    assertThat(page("text/plain"))
        .contains(
            "why401_verdicts_total{cause=\"token_expired\",confidence=\"likely\",held=\"false\"}"
                + " 1.0",
            "why401_verdicts_total{cause=\"token_expired\",confidence=\"likely\",held=\"true\"}"
                + " 2.0");
  }

  /// A gauge that holds its object weakly is NaN after a collection.
  @Test
  void gauges_outliveACollection() {
    metrics.reloaded(true, NOON);
    System.gc();
    assertThat(page("text/plain"))
        .contains(
            "why401_config_last_reload_successful 1.0",
            "why401_config_last_reload_success_timestamp_seconds 1.7955216E9")
        .doesNotContain(" NaN");
  }

  @Test
  void blockedRenewal_isReportedWithItsVerdict() {
    assertThat(page("text/plain"))
        .contains(
            "why401_token_renewal_blocked{cause=\"token_expired\",confidence=\"likely\",credential=\"cred\",fault_domain=\"credential\",issuer=\"https://idp.example\"}"
                + " 1.0");
  }

  @Test
  void seriesOfARemovedProbe_goWithIt() {
    refuse();
    metrics.removedProbe("orders");
    assertThat(page("text/plain")).doesNotContain("why401_probe_refusals_total{");
  }

  private void refuse() {
    metrics.scheduled(probe(), Duration.ofSeconds(30));
    metrics.refused(probe(), Cause.TOKEN_EXPIRED);
  }

  private String page(String accept) {
    return new String(metrics.scrape(accept).body(), StandardCharsets.UTF_8);
  }

  private static Incident incident() {
    Verdict verdict =
        new Verdict(
            Cause.TOKEN_EXPIRED,
            Confidence.LIKELY,
            Cause.TOKEN_EXPIRED.faultDomain(),
            "said",
            List.of(),
            List.of(),
            List.of(),
            "do");
    return new Incident(
        "i", "orders", "cred", "critical", Map.of("team", "pay"), 401, NOON, null, 1, verdict);
  }

  private static Probe probe() {
    return new Probe(
        "orders",
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
        Probe.Alerting.DEFAULT,
        Map.of(),
        TlsOptions.DEFAULT,
        null,
        Probe.Companions.NONE);
  }
}
