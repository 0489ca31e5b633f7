package why401.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import why401.partner.FreePort;
import why401.partner.PlainHttp;

/// `why401 run` from the bundle, as a person starts it, on a port of its own.
final class AgentProcess implements AutoCloseable {
  private static final Duration SOON = Duration.ofSeconds(Long.getLong("why401.patience", 60));

  private final Path folder;
  private final String host;
  private final int port = FreePort.next();
  private final Process process;

  /// How it is started.
  ///
  /// @param before what starts the program, such as `prlimit`
  /// @param environment variables besides those of this process
  /// @param host where it serves
  /// @param bundle what is started
  record Launch(List<String> before, Map<String, String> environment, String host, Path bundle) {
    private static final Path BUNDLE =
        Path.of(System.getProperty("why401.bundle", "target/why401")).toAbsolutePath();
    static final Launch PLAIN = new Launch(List.of(), Map.of());

    Launch(List<String> before, Map<String, String> environment) {
      this(before, environment, "127.0.0.1");
    }

    Launch(List<String> before, Map<String, String> environment, String host) {
      this(before, environment, host, BUNDLE);
    }

    /// Another version, in `folder`.
    static Launch bundle(Path folder) {
      return new Launch(List.of(), Map.of(), PLAIN.host(), folder);
    }

    static Launch java(String options) {
      return new Launch(List.of(), Map.of("WHY401_JAVA_OPTS", options));
    }
  }

  /// Starts it with `configuration`, which says nothing of the server, and waits until it is ready.
  AgentProcess(Path folder, String configuration) {
    this(folder, configuration, Launch.PLAIN);
  }

  /// The same, started as `launch` says.
  AgentProcess(Path folder, String configuration, Launch launch) {
    this.folder = folder;
    this.host = launch.host();
    configure(configuration);
    this.process = launch(file(), launch);
    try {
      Awaitility.await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(50))
          .failFast("it ended", () -> !process.isAlive())
          .until(() -> PlainHttp.answers(url("/-/ready")));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private AgentProcess(Path folder, Path file) {
    this.folder = folder;
    this.host = Launch.PLAIN.host();
    this.process = launch(file, Launch.PLAIN);
  }

  /// Starts it with a file that may be bad or absent, and waits for nothing.
  static AgentProcess started(Path folder, Path file) {
    return new AgentProcess(folder, file);
  }

  /// Puts another configuration in place.
  void configure(String configuration) {
    try {
      Files.writeString(
          file(),
          "why401.server { host = \"%s\", port = %d }\n".formatted(host, port) + configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the configuration is.
  Path file() {
    return folder.resolve("why401.conf");
  }

  private Process launch(Path file, Launch launch) {
    try {
      List<String> words = new ArrayList<>(launch.before());
      words.addAll(
          List.of(
              launch.bundle().resolve("bin/why401").toString(),
              "run",
              "--config",
              file.toString()));
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(
                  ProcessBuilder.Redirect.appendTo(folder.resolve("agent.log").toFile()));
      builder.environment().putAll(launch.environment());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url(String path) {
    return "http://" + host + ":" + port + path;
  }

  /// What the API says of a probe.
  String probe(String name) {
    return PlainHttp.get(url("/api/v1/probes/" + name)).body();
  }

  /// All incidents so far.
  String incidents() {
    return incidents("");
  }

  /// Those that a query asks for.
  String incidents(String query) {
    return PlainHttp.get(url("/api/v1/incidents" + query)).body();
  }

  /// The page of metrics.
  String metrics() {
    return PlainHttp.get(url("/metrics")).body();
  }

  /// Sum of the series of `metric` whose labels contain `part`.
  double sum(String metric, String part) {
    return sum(metrics(), metric, part);
  }

  /// The same on a page that was read before.
  static double sum(String page, String metric, String part) {
    return page.lines()
        .filter(line -> line.startsWith(metric + "{") && line.contains(part))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  /// The value of the series of `metric` without labels on a page; NaN if there is none.
  static double value(String page, String metric) {
    return page.lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElse(Double.NaN);
  }

  /// Resident memory in bytes (Linux).
  long resident() {
    return status("VmRSS:") * 1024;
  }

  /// Threads of the operating system (Linux).
  long threads() {
    return status("Threads:");
  }

  /// Open sockets (Linux).
  long sockets() {
    try (var descriptors = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return descriptors.filter(AgentProcess::isSocket).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException e) {
      return false;
    }
  }

  private long status(String name) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether it runs.
  boolean alive() {
    return process.isAlive();
  }

  /// Sends a signal.
  void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, process.pid() + "").start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("process: gone (expected: alive to take " + name + ")");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Waits for its end.
  ///
  /// @return exit status
  int exit() {
    try {
      if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("process: still running (expected: ended); " + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String log() {
    try {
      return Files.readString(folder.resolve("agent.log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
