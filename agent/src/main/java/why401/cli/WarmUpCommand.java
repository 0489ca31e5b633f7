package why401.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import why401.lab.LabFault;
import why401.process.LoggingSetup;

/// `warm-up`: a short demo that ends by itself. The build trains the AOT cache with it, so it does
/// what an agent does in its first minutes: probes, renews, diagnoses, serves.
@Command(name = "warm-up", hidden = true, description = "Trains the AOT cache during the build.")
final class WarmUpCommand implements Callable<Integer> {
  private static final List<String> PATHS =
      List.of(
          "/metrics",
          "/api/v1/probes",
          "/api/v1/credentials",
          "/api/v1/incidents",
          "/",
          "/-/ready");

  private static final String CONFIGURATION =
      """
      why401 {
        credentials {
          a { type = basic, username = a, password { env = HOME } }
          b { type = api-key, name = X-Key, value { env = HOME } }
        }
        defaults { interval = 30 s, timeout = 5 s }
        probes {
          a { url = "http://127.0.0.1/a", credential = a, alert { severity = warning } }
          b { url = "https://127.0.0.1/b", credential = b, expect { status = [200] } }
        }
      }
      """;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    LoggingSetup.configure("warn", LoggingSetup.Format.TEXT);
    StringWriter told = new StringWriter();
    try (Demo demo =
        new Demo(
            new PrintWriter(told),
            new Ink(CommandLine.Help.Ansi.OFF),
            false,
            0,
            Duration.ofSeconds(4))) {
      demo.start();
      demo.play(LabFault.KEY_ROTATED);
      fetch(demo.agent().port());
      demo.play(LabFault.PASSWORD_CHANGED);
      fetch(demo.agent().port());
    }
    readConfiguration();
    spec.commandLine().getOut().println(told);
    return ExitStatus.OK;
  }

  /// As `run` does at its start.
  private void readConfiguration() throws IOException {
    Path file = Files.createTempFile("why401", ".conf");
    try {
      Files.writeString(file, CONFIGURATION);
      RunCommand run = new RunCommand();
      new CommandLine(run).parseArgs("--config", file.toString());
      if (run.loaded().isEmpty()) {
        throw new IllegalStateException("the configuration of the training is wrong");
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void fetch(int port) throws IOException {
    for (String path : PATHS) {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
      try (InputStream body = connection.getInputStream()) {
        body.readAllBytes();
      }
    }
  }
}
