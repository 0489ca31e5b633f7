package why401.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.config.Configuration;
import why401.http.client.RawServer;
import why401.run.ProbeState;

class ProbeRegistryTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir private Path folder = Path.of(".");
  private RuntimeFixture wired;

  @BeforeEach
  void start() {
    wired = new RuntimeFixture(folder.resolve("why401.conf"), RuntimeFixture.probes("a", "b"));
    wired.registry.apply(wired.loaded.configuration(), NOW);
  }

  @AfterEach
  void stop() {
    wired.close();
  }

  @Test
  void everyProbe_isWatchedAndScheduled() {
    assertThat(wired.registry.all()).hasSize(2);
    assertThat(wired.schedule.next("a")).isPresent();
    assertThat(wired.schedule.next("b")).isPresent();
  }

  @Test
  void anUnchangedProbe_keepsItsState_aRemovedOneIsForgotten() {
    ProbeState before = wired.registry.named("a").orElseThrow();
    wired.registry.apply(wired.configuration(RuntimeFixture.probes("a", "c")), NOW.plusSeconds(60));
    assertThat(wired.registry.named("a")).containsSame(before);
    assertThat(wired.registry.named("b")).isEmpty();
    assertThat(wired.schedule.next("b")).isEmpty();
    assertThat(wired.schedule.next("c")).isPresent();
  }

  @Test
  void runThatEndsAfterItsProbeWasRemoved_leavesNothing() {
    try (RawServer server =
        RawServer.of(
            (_, out) -> {
              Configuration without = wired.configuration(RuntimeFixture.probes("a"));
              wired.registry.apply(without, NOW);
              wired.runtime.retainProbes(without);
              out.write(RawServer.answer("401 Unauthorized", "no"));
            })) {
      String refused =
          "why401.probes.b { url = \"" + server.url("/") + "\" }\n" + RuntimeFixture.probes("a");
      wired.registry.apply(wired.configuration(refused), NOW);
      ProbeState gone = wired.registry.named("b").orElseThrow();

      wired.registry.run(gone);

      assertThat(gone.last()).isNotNull();
      assertThat(wired.runtime.incidents().open()).isEmpty();
      assertThat(wired.metric("why401_probe_runs_total{probe=\"b\"}")).isNaN();
    }
  }

  @Test
  void aChangedProbe_getsANewState() {
    ProbeState before = wired.registry.named("a").orElseThrow();
    String changed = RuntimeFixture.probes("a", "b").replaceFirst("9/\"", "9/other\"");
    wired.registry.apply(wired.configuration(changed), NOW.plusSeconds(60));
    assertThat(wired.registry.named("a").orElseThrow().configuration())
        .isNotEqualTo(before.configuration());
  }

  @Test
  void twoShards_haveEachProbeOnce() {
    String names = RuntimeFixture.probes("a", "b", "c", "d", "e", "f");
    List<String> all = new ArrayList<>();
    for (int index : List.of(0, 1)) {
      String shard = "why401.shard { index = " + index + ", of = 2 }\n";
      wired.registry.apply(wired.configuration(shard + names), NOW);
      wired.registry.all().forEach(one -> all.add(one.probe().name()));
      assertThat(wired.registry.all()).hasSizeBetween(1, 5);
    }
    assertThat(all).containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f");
  }

  @Test
  void oneProbeOnDemand_isNotScheduled_andMustBeConfigured() {
    assertThat(ProbeRegistry.single(wired.loaded.configuration(), "a", NOW).probe().name())
        .isEqualTo("a");
    assertThatThrownBy(() -> ProbeRegistry.single(wired.loaded.configuration(), "z", NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
