package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import why401.api.ClusterJson;
import why401.api.ProbeJson;
import why401.deployment.Membership;
import why401.deployment.SharedMap;
import why401.server.StatusEvents;

/// Each member shows what the others say of theirs, as long as they are there.
final class MemberReportsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final MapNetwork network = new MapNetwork();
  private final SharedMap map = network.copy();

  /// A cluster of these; the first one is this one.
  private record Members(List<String> names, boolean degraded) implements Membership {
    @Override
    public View view() {
      return new View(names.size(), 0, degraded);
    }

    @Override
    public String name() {
      return names.getFirst();
    }

    @Override
    public SharedMap map(String name) {
      throw new IllegalStateException("not asked for");
    }

    @Override
    public boolean mayAct() {
      return !degraded;
    }

    @Override
    public boolean ownsProbe(String name) {
      return true;
    }

    @Override
    public boolean ownsCredential(String name) {
      return true;
    }

    @Override
    public void close() {}
  }

  private MemberReports reports(boolean degraded, String... names) {
    return new MemberReports(
        new Members(List.of(names), degraded), map, () -> report("own"), new StatusEvents());
  }

  private static MemberReport report(String... probes) {
    return new MemberReport(
        NOON,
        "http://10.0.0.2:9401/",
        "eu",
        List.of(probes).stream().map(MemberReportsTest::probe).toList(),
        List.of());
  }

  private static ProbeJson probe(String name) {
    return new ProbeJson(
        name,
        "https://api.example/",
        "c",
        Map.of("team", "shop"),
        false,
        401,
        "unauthorized",
        NOON,
        NOON.plusSeconds(30),
        null,
        null);
  }

  @Test
  void probesOfOthers_areWhatTheySaid_withTheirMember() {
    map.put("b", report("orders").bytes());

    assertThat(reports(false, "a", "b").probes())
        .containsExactlyEntriesOf(Map.of("orders", probe("orders").of("b", null)));
  }

  @Test
  void whoeverIsGone_saysNothingMore() {
    map.put("b", report("orders").bytes());

    assertThat(reports(false, "a", "c").probes()).isEmpty();
  }

  @Test
  void reportOfAnotherVersion_isSkipped() {
    map.put("b", new byte[] {1, 2, 3});

    assertThat(reports(false, "a", "b").probes()).isEmpty();
  }

  @Test
  void cluster_hasAllMembers_withTheirShares() {
    map.put("b", report("orders", "refunds").bytes());

    ClusterJson cluster = reports(true, "a", "b", "c").cluster();

    assertThat(cluster.degraded()).isTrue();
    assertThat(cluster.name()).isEqualTo("a");
    assertThat(cluster.members())
        .containsExactly(
            new ClusterJson.MemberJson("a", "http://10.0.0.2:9401/", "eu", 1, 0, 1),
            new ClusterJson.MemberJson("b", "http://10.0.0.2:9401/", "eu", 2, 0, 2),
            new ClusterJson.MemberJson("c", null, null, null, null, null));
  }
}
