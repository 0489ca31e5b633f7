package why401.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.config.Configuration;
import why401.config.LoadResult;
import why401.credential.Credential;
import why401.incident.IncidentListener;
import why401.io.OpenFiles;
import why401.metrics.ScheduleMetrics;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.okhttp.OkHttpProber;
import why401.process.BuildInfo;
import why401.process.HeapCompactor;
import why401.run.DiagnosisCache;
import why401.run.ProbeState;
import why401.schedule.Schedule;
import why401.schedule.TaskTrigger;
import why401.server.AgentServer;
import why401.server.ListenSocket;
import why401.token.CredentialStatus;

/// The agent: a runtime, a schedule that drives it, and a server that reports on it.
public final class Agent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final int CONCURRENCY = 4_000;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration LOOK_AT_FILE = Duration.ofSeconds(1);
  private static final Duration LOOK_AT_HEAP = Duration.ofSeconds(5);
  private static final Duration FIRST_TOKEN = Duration.ofSeconds(15);

  private final Options options;
  private final AgentRuntime runtime;
  private final Schedule schedule;
  private final ProbeRegistry probes;
  private final AgentStatus status;
  private final ConfigurationReloader reloader;
  private final TargetRefresher refresher;
  private volatile @Nullable AgentServer server;

  /// What an agent is started with.
  ///
  /// @param file its configuration
  /// @param environment variables for `${NAME}` and for secrets
  /// @param listeners notified of incidents, besides the log
  public record Options(
      Path file,
      Map<String, String> environment,
      InstantSource clock,
      List<IncidentListener> listeners) {
    /// Copies.
    public Options {
      environment = Map.copyOf(environment);
      listeners = List.copyOf(listeners);
    }

    /// Without listeners.
    public Options(Path file, Map<String, String> environment, InstantSource clock) {
      this(file, environment, clock, List.of());
    }

    /// The same with one more listener.
    public Options withListener(IncidentListener listener) {
      List<IncidentListener> more = new ArrayList<>(listeners);
      more.add(listener);
      return new Options(file, environment, clock, more);
    }
  }

  private Agent(LoadResult.Loaded loaded, Options options) {
    this.options = options;
    this.runtime =
        new AgentRuntime(
            loaded.configuration(), options.clock(), options.listeners(), AgentRuntime.Pace.REAL);
    this.schedule =
        new Schedule(
            options.clock(),
            new ScheduleMetrics(runtime.metrics()),
            concurrency(loaded.configuration()));
    this.probes = new ProbeRegistry(schedule, runtime);
    this.reloader =
        new ConfigurationReloader(loaded, options.file(), options.environment(), runtime, probes);
    this.refresher =
        new TargetRefresher(runtime.targets(), options.clock(), reloader::targetsChanged);
    this.status = new AgentStatus(runtime, probes, schedule, reloader);
  }

  /// Runs that may be under way: descriptors must be left for what else the agent does.
  private static int concurrency(Configuration configuration) {
    OpenFiles files = OpenFiles.read();
    int requests = files.requests(CONCURRENCY);
    if (requests < Math.min(CONCURRENCY, configuration.probes().size())) {
      LOG.warn(
          "at most {} of {} probes run at the same time, since the process may open only {} files"
              + " (ulimit -n)",
          requests,
          configuration.probes().size(),
          files.most());
    }
    return requests;
  }

  /// Begins with what an agent needs whatever its configuration says; returns at once.
  public static void prepare() {
    OkHttpProber.prepare();
  }

  /// An agent that does not probe yet; its tokens are being obtained.
  public static Agent of(LoadResult.Loaded loaded, Options options) {
    return new Agent(loaded, options);
  }

  /// Starts to probe and to serve.
  public void start() {
    Configuration configuration = reloader.current();
    // The address is bound first, so that a second agent on the same port sends nothing. The first
    // probes are then sent without waiting for the server, whose start takes longest.
    CompletableFuture<AgentServer> opening = serve(ListenSocket.open(configuration.server()));
    try {
      runtime.join(configuration, reloader::ownershipChanged);
    } catch (RuntimeException e) {
      var _ = opening.thenAccept(AgentServer::close);
      throw e;
    }
    probe(configuration);
    AgentServer running = opened(opening);
    server = running;
    String url = MemberUrl.of(configuration, running.port(), running.secure());
    runtime
        .member()
        .report(
            new MemberReports.OwnReport() {
              @Override
              public MemberReport report() {
                return status.report(options.clock().instant(), url);
              }

              @Override
              public int state() {
                return status.reportState();
              }
            },
            runtime.changes());
    status.ready(true);
    LOG.info(
        "{} serves http://{}:{}/ and runs {} with {}",
        BuildInfo.current(),
        configuration.server().host(),
        port(),
        ConfigurationChange.count(probes.all().size(), "probe"),
        ConfigurationChange.count(runtime.tokens().states().size(), "credential"));
  }

  private CompletableFuture<AgentServer> serve(ListenSocket socket) {
    CompletableFuture<AgentServer> opening = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("open")
        .start(
            () -> {
              try {
                opening.complete(
                    new AgentServer(
                        socket,
                        status,
                        runtime.changes(),
                        runtime.renewalHistory(),
                        options.clock()));
              } catch (RuntimeException | Error e) {
                socket.close();
                opening.completeExceptionally(e);
              }
            });
    return opening;
  }

  private static AgentServer opened(CompletableFuture<AgentServer> opening) {
    try {
      return opening.join();
    } catch (CompletionException e) {
      throw new IllegalStateException("server: cannot be started", e.getCause());
    }
  }

  private void probe(Configuration configuration) {
    schedule.put(
        "agent/tokens",
        new TaskTrigger.Every(TICK),
        _ -> {
          runtime.tokens().tick(options.clock().instant());
          runtime.held().ready().forEach(schedule::fire);
        },
        null);
    schedule.put(
        ScheduleMetrics.CONFIGURATION,
        new TaskTrigger.Every(LOOK_AT_FILE),
        _ -> reloader.reloadIfChanged(),
        null);
    schedule.put("agent/targets", new TaskTrigger.Every(TICK), _ -> refresher.tick(), null);
    HeapCompactor compactor = HeapCompactor.ofProcess();
    schedule.put(
        "agent/heap",
        new TaskTrigger.Every(LOOK_AT_HEAP),
        _ -> compactor.look(reloader.current()),
        null);
    runtime.tokens().tick(options.clock().instant());
    if (runtime.member().hasOthers()) {
      reloader.ownershipChanged();
    } else {
      reloader.applyProbes(configuration);
    }
    schedule.start();
    refresher.tick();
  }

  /// The port that the server listens on.
  public int port() {
    AgentServer running = server;
    if (running == null) {
      throw new IllegalStateException("server: not started (expected: start before port)");
    }
    return running.port();
  }

  /// Whether the last run of every probe was accepted.
  public boolean allAccepted() {
    return probes.all().stream()
        .map(ProbeState::last)
        .allMatch(last -> last != null && last.accepted());
  }

  /// Asks the servers of targets once, and gives all probes.
  public List<Probe> discover() {
    if (!reloader.current().targets().sources().isEmpty()) {
      refresher.refreshAll();
    }
    return reloader.current().probes();
  }

  /// Runs the probe `name` once, now, outside the schedule, including its diagnosis.
  public ProbeResult once(String name) {
    Configuration configuration = reloader.current();
    ProbeState probeState = ProbeRegistry.single(configuration, name, options.clock().instant());
    awaitToken(probeState);
    Outcome outcome = runtime.probeRun().run(probeState);
    DiagnosisCache found = probeState.open();
    return ProbeResult.of(probeState.probe(), outcome, found == null ? null : found.verdict());
  }

  /// Waits for the first token of a renewable credential.
  private void awaitToken(ProbeState probeState) {
    for (Credential credential : probeState.credentials()) {
      if (credential instanceof Credential.Renewable renewable) {
        awaitToken(renewable);
      }
    }
  }

  private void awaitToken(Credential.Renewable credential) {
    long end = System.nanoTime() + FIRST_TOKEN.toNanos();
    runtime.tokens().tick(options.clock().instant());
    while (System.nanoTime() < end) {
      CredentialStatus state = runtime.tokens().state(credential.name()).orElse(null);
      if (state != null && (state.usable() || state.lastFailure() != null)) {
        return;
      }
      runtime.tokens().authorize(credential, Duration.ofMillis(500));
      runtime.tokens().tick(options.clock().instant());
    }
  }

  /// Reloads the configuration; an invalid one changes nothing.
  ///
  /// @return every error, empty if the new configuration is in force
  public List<String> reload() {
    return reloader.reload();
  }

  /// What the last reload changed, in words.
  public String lastReload() {
    return reloader.lastChange();
  }

  /// Sends nothing new, lets running requests finish, and cancels the rest after `grace`.
  public void stop(Duration grace) {
    Instant began = options.clock().instant();
    status.ready(false);
    schedule.pause();
    runtime.member().leave(runtime.tokens());
    runtime.end();
    try {
      if (!schedule.stop(grace)) {
        LOG.warn("some requests were still running after {} and are canceled", grace);
        runtime.cut();
        schedule.stop(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    AgentServer running = server;
    if (running != null) {
      running.close();
    }
    runtime.close();
    LOG.info("stopped after {} ms", Duration.between(began, options.clock().instant()).toMillis());
  }

  @Override
  public void close() {
    stop(Duration.ofSeconds(5));
  }
}
