package why401.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Options that every command has, and what a configuration's mistakes look like.
class OptionsTest {
  @TempDir private Path folder = Path.of(".");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int why401(String... args) {
    return Why401Command.line()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--log-level=loud", "--log-format=xml"})
  void unknownValue_isRefused(String option) {
    assertThat(why401("version", option)).isEqualTo(2);
    assertThat(err.toString()).contains(option.substring(0, option.indexOf('='))).contains("[");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--log-level=WARN", "--log-level=debug", "--log-format=JSON"})
  void knownValue_isTakenInAnyCase(String option) {
    assertThat(why401("version", option)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "version"})
  void version_isPrintedByEachForm(String asked) {
    assertThat(why401(asked)).isZero();
    assertThat(out.toString()).startsWith("why401 ").contains("Java");
  }

  @Test
  void nameThatIsNone_isReportedAtItsLine() throws IOException {
    Path file = folder.resolve("a.conf");
    Files.writeString(
        file,
        """
        why401 {
          probes {
            ok { url = "https://x.example/" }
            "no name!" { url = "https://x.example/" }
            late { url = "https://x.example/", cron = "bogus cron" }
          }
        }
        """);
    assertThat(why401("check", "--config", file.toString())).isEqualTo(2);
    assertThat(out.toString())
        .contains(file + ":4: why401.probes.\"no name!\": not a name")
        .containsOnlyOnce("Quartz");
  }
}
