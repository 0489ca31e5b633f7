package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.api.ClusterJson;
import why401.api.ProbeJson;
import why401.deployment.Membership;
import why401.deployment.SharedMap;
import why401.probe.Outcome;
import why401.run.ProbeState;
import why401.server.StatusEvents;
import why401.token.Credentials;
import why401.token.RenewalFailure;

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
    public boolean away() {
      return false;
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
        new Members(List.of(names), degraded), map, new Own(), new StatusEvents());
  }

  private static final class Own implements MemberReports.OwnReport {
    @Override
    public MemberReport report() {
      return MemberReportsTest.report("own");
    }

    @Override
    public int state() {
      return 1;
    }
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

  /// Else each run of each probe would be told to all members.
  @Test
  void state_isAnotherWhenAProbeIsJudgedOtherwise_notWhenItRanAgain(@TempDir Path folder) {
    try (RuntimeFixture wired =
        new RuntimeFixture(
            folder.resolve("why401.conf"),
            "why401 { probes { a { url = \"http://a.example/\" }, b { url = \"http://b.example/\" }"
                + " } }")) {
      List<ProbeState> states =
          wired.loaded.configuration().probes().stream()
              .map(one -> ProbeRegistry.single(wired.loaded.configuration(), one.name(), NOON))
              .toList();
      Set<Integer> seen = new LinkedHashSet<>();
      seen.add(state(states));
      ran(states.get(0), NOON, Outcome.Withheld.Reason.MAINTENANCE);
      seen.add(state(states));
      ran(states.get(1), NOON, Outcome.Withheld.Reason.MAINTENANCE);
      seen.add(state(states));
      assertThat(seen).hasSize(3);
      ran(states.get(1), NOON.plusSeconds(30), Outcome.Withheld.Reason.MAINTENANCE);
      assertThat(seen).contains(state(states));
      ran(states.get(1), NOON.plusSeconds(60), Outcome.Withheld.Reason.CLUSTER);
      assertThat(seen).doesNotContain(state(states));
      assertThat(seen).doesNotContain(MemberReports.state(states, _ -> NOON, List.of()));
    }
  }

  private static int state(List<ProbeState> states) {
    return MemberReports.state(states, _ -> null, List.of());
  }

  private static void ran(ProbeState state, Instant at, Outcome.Withheld.Reason reason) {
    state.record(
        new Outcome.Withheld(
            at, reason, RenewalFailure.of(at, RenewalFailure.Reason.ACCOUNT_PROTECTION, "not now")),
        new Credentials.None(),
        List.of());
  }
}
