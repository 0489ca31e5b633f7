package why401.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import why401.api.IncidentJson;
import why401.api.Json;
import why401.app.Agent;
import why401.config.LoadResult;
import why401.incident.Incident;
import why401.incident.IncidentListener;
import why401.lab.Lab;
import why401.lab.LabFault;

/// The agent and the lab in one process, with a commentary on what happens.
final class Demo implements AutoCloseable {
  private static final Duration HEALTHY = Duration.ofSeconds(5);
  private static final Duration LONGEST_START = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  private final PrintWriter out;
  private final Ink ink;
  private final boolean json;
  private final Duration every;
  private final Lab lab = new Lab(InstantSource.system());
  private final BlockingQueue<Runnable> output = new LinkedBlockingQueue<>();
  private final Path configuration;
  private final Agent agent;

  Demo(PrintWriter out, Ink ink, boolean json, int port, Duration every) {
    this.out = out;
    this.ink = ink;
    this.json = json;
    this.every = every;
    this.configuration = unpack();
    Map<String, String> environment =
        Map.of(
            "WHY401_DEMO_PORT",
            Integer.toString(port),
            "WHY401_LAB_ISSUER",
            lab.issuer().issuer(),
            "WHY401_LAB_API",
            lab.api().url(),
            "WHY401_LAB_SECRET",
            Lab.CLIENT_SECRET,
            "WHY401_LAB_PASSWORD",
            Lab.PASSWORD,
            "WHY401_LAB_API_KEY",
            Lab.API_KEY);
    LoadResult.Loaded loaded =
        switch (ConfigOption.loader().load(configuration, environment)) {
          case LoadResult.Loaded fine -> fine;
          case LoadResult.Invalid invalid ->
              throw new IllegalStateException("demo.conf: " + invalid.problems());
        };
    this.agent =
        Agent.of(
            loaded,
            new Agent.Options(configuration, environment, InstantSource.system())
                .withListener(new IncidentPrinter()));
  }

  Agent agent() {
    return agent;
  }

  /// Healthy at first, then one fault after another, forever.
  void run() throws InterruptedException {
    start();
    awaitHealth();
    printFor(HEALTHY);
    while (true) {
      for (LabFault fault : LabFault.values()) {
        play(fault);
      }
    }
  }

  /// On a busy machine the first runs are slow; a fault before them would not be a change.
  private void awaitHealth() throws InterruptedException {
    long end = System.nanoTime() + LONGEST_START.toNanos();
    while (!agent.allAccepted() && System.nanoTime() < end) {
      printFor(POLL);
    }
  }

  void start() {
    agent.start();
    printLine("why401 monitors four endpoints of a small lab, one for each way of authenticating:");
    printLine(
        "  orders (OAuth 2.0 client credentials), legacy-report (Basic), partner-feed (API key),");
    printLine("  portal (login form). Status page: http://127.0.0.1:" + agent.port() + "/");
    printLine(
        "Everything works now. From here on something breaks every "
            + every.toSeconds()
            + " seconds, and is fixed again. Press Ctrl-C to stop.");
    printLine("");
  }

  /// Injects a fault, waits for the diagnosis, and repairs it.
  void play(LabFault fault) throws InterruptedException {
    printLine(ink.faint("-".repeat(96)));
    printLine(ink.strong("In the lab: ") + fault.title() + ".");
    fault.inject(lab);
    printFor(every.multipliedBy(7).dividedBy(10));
    fault.repair(lab);
    printLine(ink.faint("In the lab: fixed."));
    printFor(every.multipliedBy(3).dividedBy(10));
  }

  private void printFor(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (true) {
      Runnable next = output.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      next.run();
    }
  }

  private void printLine(String line) {
    if (!json) {
      out.println(line);
      out.flush();
    }
  }

  private static Path unpack() {
    try (InputStream file = Demo.class.getResourceAsStream("/why401/demo.conf")) {
      if (file == null) {
        throw new IllegalStateException("demo.conf: missing (expected: in the jar)");
      }
      Path folder = Files.createTempDirectory("why401-demo");
      Path copy = folder.resolve("demo.conf");
      Files.copy(file, copy);
      copy.toFile().deleteOnExit();
      folder.toFile().deleteOnExit();
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    agent.close();
    lab.close();
    try {
      Files.deleteIfExists(configuration);
      @Nullable Path folder = configuration.getParent();
      if (folder != null) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Queues incident events for the printing thread.
  private final class IncidentPrinter implements IncidentListener {
    @Override
    public void opened(Incident incident) {
      output.add(() -> print(incident));
    }

    @Override
    public void changed(Incident before, Incident after) {
      if (before.verdict().cause() != after.verdict().cause()) {
        output.add(
            () -> {
              printLine("Diagnosed again, with a new verdict:");
              print(after);
            });
      }
    }

    @Override
    public void closed(Incident incident) {
      output.add(
          () -> {
            printLine(ink.good("recovered") + "  " + ink.strong(incident.probe()) + end(incident));
            printLine("");
          });
    }

    private static String end(Incident incident) {
      Incident.End end = incident.end();
      return end == null || end.by() == null
          ? ""
          : "  ended by: %s, cause as known now: %s".formatted(end.by(), end.cause().label());
    }

    private void print(Incident incident) {
      if (json) {
        out.println(Json.line(IncidentJson.of(incident)));
        out.flush();
      } else {
        new VerdictPrinter(out, ink).print(incident.probe(), incident.status(), incident.verdict());
      }
    }
  }
}
