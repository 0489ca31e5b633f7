package why401.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
  void aChangedProbe_getsANewState() {
    ProbeState before = wired.registry.named("a").orElseThrow();
    String changed = RuntimeFixture.probes("a", "b").replaceFirst("9/\"", "9/other\"");
    wired.registry.apply(wired.configuration(changed), NOW.plusSeconds(60));
    assertThat(wired.registry.named("a").orElseThrow().configuration())
        .isNotEqualTo(before.configuration());
  }

  @Test
  void oneProbeOnDemand_isNotScheduled_andMustBeConfigured() {
    assertThat(ProbeRegistry.single(wired.loaded.configuration(), "a", NOW).probe().name())
        .isEqualTo("a");
    assertThatThrownBy(() -> ProbeRegistry.single(wired.loaded.configuration(), "z", NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
