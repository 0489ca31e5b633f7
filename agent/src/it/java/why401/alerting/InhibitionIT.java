package why401.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.alerting.Pager.Page;
import why401.cause.Cause;

/// How many pages one trouble makes, counted behind a real Alertmanager. Each test is a `cluster`
/// of its own.
final class InhibitionIT {
  private static Pager pager;
  private static Alertmanager alertmanager;

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    pager = new Pager();
    alertmanager = new Alertmanager(directory, pager);
  }

  @AfterAll
  static void stop() {
    alertmanager.close();
    pager.close();
  }

  @Test
  void outageOfAnIssuer_isOnePage() throws Exception {
    List<Map<String, String>> alerts = probes("outage", "identity_provider_unavailable");
    for (String credential : List.of("c0", "c1", "c2")) {
      alerts.add(onCredential("outage", "Why401TokenExpired", credential));
    }
    alerts.add(onIssuer("outage", "https://idp"));
    assertPages("outage", alerts)
        .containsExactly(
            new Page("identity-team", "outage", "Why401IssuerOutageThreatensTokens", 1));
  }

  @Test
  void rejectedCredential_isOnePageForAllItsProbes() throws Exception {
    List<Map<String, String>> alerts = probes("rejected", "credentials_invalid");
    alerts.removeIf(alert -> !alert.getOrDefault("credential", "").equals("c0"));
    alerts.add(onCredential("rejected", "Why401CredentialRejected", "c0"));
    assertPages("rejected", alerts)
        .containsExactly(new Page("integration-team", "rejected", "Why401CredentialRejected", 1));
  }

  @Test
  void revokedTokens_areOnePagePerCredential() throws Exception {
    assertPages("revoked", probes("revoked", "token_revoked"))
        .containsOnly(new Page("identity-team", "revoked", "Why401Unauthorized", 100))
        .hasSize(3);
  }

  @Test
  void outageOfAnIssuer_doesNotHideAMissingScope() throws Exception {
    List<Map<String, String>> alerts =
        new ArrayList<>(probes("scope", "insufficient_scope").subList(0, 1));
    alerts.add(onIssuer("scope", "https://idp"));
    assertPages("scope", alerts)
        .containsExactlyInAnyOrder(
            new Page("integration-team", "scope", "Why401Unauthorized", 1),
            new Page("identity-team", "scope", "Why401IssuerOutageThreatensTokens", 1));
  }

  @Test
  void outageOfAnIssuer_doesNotHideTheProbesOfAnotherOrOfNone() throws Exception {
    Map<String, String> withoutIssuer =
        new TreeMap<>(probes("other", "identity_provider_unavailable").getFirst());
    withoutIssuer.remove("issuer");
    List<Map<String, String>> alerts =
        List.of(
            withoutIssuer,
            onIssuer("other", "https://elsewhere"),
            probes("other", "identity_provider_unavailable").getFirst());
    assertPages("other", alerts).hasSize(3);
  }

  /// Three members without a majority, of which each says so, and sees others missing.
  @Test
  void clusterWithoutAMajority_isOnePage() throws Exception {
    List<Map<String, String>> alerts = new ArrayList<>();
    for (String instance : List.of("a:9401", "b:9401", "c:9401")) {
      Map<String, String> cut = ofAgent("cut", "Why401ClusterDegraded", "warning");
      cut.put("instance", instance);
      alerts.add(cut);
    }
    alerts.add(ofAgent("cut", "Why401ClusterMemberMissing", "warning"));
    alerts.add(ofAgent("cut", "Why401ClusterDegraded", "critical"));
    assertPages("cut", alerts)
        .containsExactly(new Page("monitoring-team", "cut", "Why401ClusterDegraded", 1));
  }

  private static Map<String, String> ofAgent(String cluster, String alertname, String severity) {
    return new TreeMap<>(
        Map.of(
            "cluster", cluster,
            "job", "why401",
            "scope", "agent",
            "alertname", alertname,
            "severity", severity));
  }

  /// Fires in the worst order: what inhibits comes last. An alert fired after the first page is
  /// paged when every group before it has had its turn.
  private static ListAssert<Page> assertPages(String cluster, List<Map<String, String>> alerts)
      throws Exception {
    alertmanager.fire(alerts);
    awaitPage(cluster);
    String later = "after-" + cluster;
    alertmanager.fire(List.of(onIssuer(later, "https://idp")));
    awaitPage(later);
    return assertThat(pager.pages(cluster));
  }

  private static void awaitPage(String cluster) {
    await().atMost(30, TimeUnit.SECONDS).until(() -> !pager.pages(cluster).isEmpty());
  }

  private static Map<String, String> onIssuer(String cluster, String issuer) {
    return Map.of(
        "cluster",
        cluster,
        "job",
        "why401",
        "scope",
        "issuer",
        "severity",
        "critical",
        "alertname",
        "Why401IssuerOutageThreatensTokens",
        "issuer",
        issuer,
        "fault_domain",
        "identity_provider");
  }

  private static Map<String, String> onCredential(
      String cluster, String alertname, String credential) {
    return Map.of(
        "cluster",
        cluster,
        "job",
        "why401",
        "scope",
        "credential",
        "severity",
        "critical",
        "alertname",
        alertname,
        "issuer",
        "https://idp",
        "credential",
        credential,
        "fault_domain",
        "credential");
  }

  /// Three hundred probes of three credentials of one issuer.
  private static List<Map<String, String>> probes(String cluster, String cause) {
    List<Map<String, String>> alerts = new ArrayList<>();
    IntStream.range(0, 300)
        .forEach(
            number -> {
              Map<String, String> labels =
                  new TreeMap<>(onCredential(cluster, "Why401Unauthorized", "c" + number % 3));
              labels.put("scope", "probe");
              labels.put("probe", "p" + number);
              labels.put("cause", cause);
              labels.put("confidence", "certain");
              labels.put("fault_domain", faultDomain(cause));
              alerts.add(labels);
            });
    return alerts;
  }

  private static String faultDomain(String cause) {
    return Cause.of(cause).orElseThrow().faultDomain().label();
  }
}
