package why401.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import why401.alerting.Shipped;
import why401.partner.Command;

/// The image's recipe: what it shares with the bundle and the chart is the same there.
final class ImageIT {
  private static final Path IMAGE = Path.of("src/image");

  private static String recipe() throws IOException {
    return Files.readString(IMAGE.resolve("Containerfile"));
  }

  @Test
  void flagsOfTheJvm_areThoseOfTheLauncher() throws IOException {
    assertThat(recipe()).contains("@/opt/why401/lib/why401.args").doesNotContain("-XX:+", "-Xm");
    assertThat(Files.readString(Path.of("src/build/why401.sh")))
        .contains("@$home/lib/why401.args")
        .doesNotContain("-XX:+", "-Xm");
  }

  @Test
  void flagsOfTheJvm_boundMemoryAndHideSecrets() throws IOException {
    assertThat(Files.readAllLines(Path.of("src/build/why401.args")))
        .contains(
            "-XX:MaxRAMPercentage=60",
            "-XX:-HeapDumpOnOutOfMemoryError",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:+ExitOnOutOfMemoryError");
  }

  @Test
  void userAndPort_areThoseOfTheChart() throws IOException {
    JsonNode values = Shipped.yaml(Shipped.ROOT.resolve("helm/why401/values.yaml"));
    String user = values.at("/podSecurityContext/runAsUser").asText();
    String group = values.at("/podSecurityContext/runAsGroup").asText();
    List<String> last = recipe().substring(recipe().lastIndexOf("FROM")).lines().toList();
    assertThat(last)
        .contains(
            "FROM scratch",
            "USER " + user + ":" + group,
            "EXPOSE " + values.at("/web/port").asText(),
            "STOPSIGNAL SIGTERM");
    assertThat(last.getLast())
        .isEqualTo(
            "CMD [\"run\", \"--config\", \"/etc/why401/why401.conf\", \"--log-format\", \"json\"]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/image/build.sh",
        "src/image/try.sh",
        "src/image/try-unit.sh",
        "src/build/why401.sh",
        "../.ci/run"
      })
  void scripts_areWellFormed(String script) {
    Command.run("bash", "-n", script).orFail();
  }
}
