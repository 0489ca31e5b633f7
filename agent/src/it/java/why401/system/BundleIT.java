package why401.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import why401.partner.Command;

/// The bundle as built: its cache fits its jars and runtime, and it stays small.
final class BundleIT {
  private static final Path BUNDLE =
      Path.of(System.getProperty("why401.bundle", "target/why401")).toAbsolutePath();

  /// The JVM ignores a cache that does not fit, and starts slowly, unless it is told to refuse.
  @Test
  void cache_fits() {
    Command result = version("-XX:AOTMode=on");
    assertThat(result.exit()).as(result.output()).isZero();
    assertThat(result.output()).startsWith("why401 ");
  }

  @Test
  void aCacheThatDoesNotFit_isNoticedByThisTest() {
    assertThat(version("-XX:AOTMode=on -XX:+UseCompactObjectHeaders").exit()).isNotZero();
  }

  private static Command version(String options) {
    return Command.run(
        "env", "WHY401_JAVA_OPTS=" + options, BUNDLE.resolve("bin/why401").toString(), "version");
  }

  @Test
  void size_isBounded() throws IOException {
    long bytes = 0;
    try (var files = Files.walk(BUNDLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    assertThat(bytes).isBetween(100_000_000L, 240_000_000L);
  }
}
