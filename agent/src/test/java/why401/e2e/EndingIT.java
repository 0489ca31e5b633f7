package why401.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import why401.partner.ApacheServer;
import why401.partner.ApacheSite;
import why401.partner.FreePort;
import why401.partner.PlainHttp;

/// The bundled agent at its end, and at a bad configuration.
final class EndingIT {

  @TempDir private Path folder;

  @Test
  void unknownKey_endsWithTheNearestKnownOne() throws IOException, InterruptedException {
    Path file = write("why401 { probes { a { url = \"http://127.0.0.1:1/\", intervall = 5s } } }");

    Process process = run(file);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output()).contains("why401.conf:1").contains("intervall").contains("interval");
  }

  @Test
  void missingFile_endsWithItsName() throws IOException, InterruptedException {
    Process process = run(folder.resolve("absent.conf"));

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(output()).contains("absent.conf");
  }

  @Test
  void takenPort_endsWithOne_beforeAnythingIsSent() throws IOException, InterruptedException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var apache = ApacheServer.start(Map.of("/open", new ApacheSite.Open()))) {
      Process process = run(write(configuration(taken.getLocalPort(), apache.url("/open"))));

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(output()).contains("port " + taken.getLocalPort()).doesNotContain("serves");
    }
  }

  @Test
  void badReload_leavesTheOldConfigurationRunning_andSigtermEndsWithZero()
      throws IOException, InterruptedException {
    int port = FreePort.next();
    try (var apache = ApacheServer.start(Map.of("/open", new ApacheSite.Open()))) {
      Process process = run(write(configuration(port, apache.url("/open"))));
      try {
        String metrics = "http://127.0.0.1:" + port + "/metrics";
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    PlainHttp.answers(metrics)
                        && PlainHttp.get(metrics)
                            .body()
                            .contains("why401_probe_success{probe=\"open\"} 1"));

        write("why401 { nonsense = 1 }");
        new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();

        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () ->
                    PlainHttp.get(metrics)
                        .body()
                        .contains("why401_config_last_reload_successful 0"));
        String body = PlainHttp.get(metrics).body();
        assertThat(body).contains("why401_probe_success{probe=\"open\"} 1");
        assertThat(body).contains("why401_probe_success{probe=\"unreachable\"} 0");
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static String configuration(int port, String open) {
    return """
    why401 {
      server { host = "127.0.0.1", port = %d }
      defaults { interval = 1s, timeout = 2s }
      probes {
        open { url = "%s" }
        unreachable { url = "http://127.0.0.1:%d/" }
      }
    }
    """
        .formatted(port, open, FreePort.next());
  }

  private Path write(String configuration) throws IOException {
    return Files.writeString(folder.resolve("why401.conf"), configuration);
  }

  private Process run(Path file) throws IOException {
    Path bundle = Path.of(System.getProperty("why401.bundle", "target/why401")).toAbsolutePath();
    return new ProcessBuilder(bundle.resolve("bin/why401") + "", "run", "--config", file + "")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.log").toFile())
        .start();
  }

  private String output() throws IOException {
    return Files.readString(folder.resolve("output.log"));
  }
}
