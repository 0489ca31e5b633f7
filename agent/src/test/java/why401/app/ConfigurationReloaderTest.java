package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReloaderTest {
  private static final String SUCCESSFUL = "why401_config_last_reload_successful";

  @TempDir private Path folder = Path.of(".");
  private RuntimeFixture wired;
  private ConfigurationReloader reloader;

  @BeforeEach
  void start() {
    wired = new RuntimeFixture(folder.resolve("why401.conf"), RuntimeFixture.probes("a"));
    reloader =
        new ConfigurationReloader(
            wired.loaded, wired.file, Map.of(), wired.runtime, wired.registry);
    reloader.applyProbes(reloader.current());
  }

  @AfterEach
  void stop() {
    wired.close();
  }

  @Test
  void aChangedFile_comesIntoForce() {
    wired.write(RuntimeFixture.probes("a", "b"));
    assertThat(reloader.reload()).isEmpty();
    assertThat(reloader.current().probes()).hasSize(2);
    assertThat(wired.registry.named("b")).isPresent();
    assertThat(wired.metric(SUCCESSFUL)).isEqualTo(1);
  }

  @Test
  void aBrokenFile_changesNothing_andGivesEveryError() {
    wired.write("why401 { probes { a { url = \"nowhere\", cadence = 3 } } }");
    assertThat(reloader.reload()).hasSizeGreaterThan(1);
    assertThat(reloader.current()).isEqualTo(wired.loaded.configuration());
    assertThat(wired.registry.named("a")).isPresent();
    assertThat(wired.metric(SUCCESSFUL)).isZero();
  }

  @Test
  void afterABrokenFile_aGoodOneCounts() {
    wired.write("why401 {");
    assertThat(reloader.reload()).isNotEmpty();
    wired.write(RuntimeFixture.probes("c"));
    assertThat(reloader.reload()).isEmpty();
    assertThat(wired.registry.named("a")).isEmpty();
    assertThat(wired.metric(SUCCESSFUL)).isEqualTo(1);
  }
}
