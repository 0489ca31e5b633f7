package why401.app;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.config.Configuration;
import why401.credential.Credential;
import why401.diagnosis.RenewalFailureExplainer;
import why401.diagnosis.evidence.ExperimentType;
import why401.experiment.DiagnosisSession;
import why401.experiment.ExperimentBudget;
import why401.experiment.Experimenter;
import why401.incident.InMemoryIncidentHistory;
import why401.incident.IncidentHistory;
import why401.incident.IncidentTracker;
import why401.incident.MvStoreIncidentHistory;
import why401.metrics.AgentMetrics;
import why401.metrics.ScrapeSources;
import why401.probe.AccountProtectingProber;
import why401.probe.Probe;
import why401.probe.okhttp.OkHttpProber;
import why401.response.ResponseInterpreter;
import why401.server.StatusEvents;
import why401.time.Sleeper;
import why401.token.CredentialStatus;
import why401.token.RenewalHistory;
import why401.token.TokenSettings;
import why401.token.source.RenewingTokenSource;

/// All that a run passes through, wired in one place. What fires the runs and what shows them is
/// the agent's.
final class AgentRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentRuntime.class);
  private static final int REMEMBERED = 1_000;

  private final Map<String, ProbeState> fleet = new ConcurrentHashMap<>();
  private final StatusEvents changes = new StatusEvents();
  private final RenewalHistory lifelines = new RenewalHistory(changes::credential);
  private final Agent.Options options;
  private final IncidentHistory history;
  private final IncidentTracker incidents;
  private final AgentMetrics metrics;
  private final RenewingTokenSource tokens;
  private final OkHttpProber prober;
  private final ClosableProber gated;
  private final ExperimentBudget budgets;
  private final ProbeRun cycle;
  private Set<String> credentials = Set.of();

  /// How time passes beside the wall clock.
  ///
  /// @param nanos monotonic time
  /// @param sleeper for the pauses between attempts
  record Pace(LongSupplier nanos, Sleeper sleeper) {
    static final Pace REAL = new Pace(System::nanoTime, pause -> Thread.sleep(pause));
  }

  AgentRuntime(Configuration configuration, Agent.Options options) {
    this(configuration, options, Pace.REAL);
  }

  AgentRuntime(Configuration configuration, Agent.Options options, Pace pace) {
    this.options = options;
    this.history = history(configuration);
    this.incidents =
        new IncidentTracker(
            history, new Announcer(new IncidentLogger(changes), options.listeners()));
    ResponseInterpreter reader = new ResponseInterpreter();
    this.metrics =
        new AgentMetrics(
            sources(new RenewalFailureExplainer(reader)),
            ExperimentType.labels(),
            BuildInfo.current().labels());
    if (configuration.stateDirectory() != null && history instanceof InMemoryIncidentHistory) {
      metrics.internalError(AgentMetrics.Part.HISTORY);
    }
    Heard heard = new Heard(List.of(metrics, lifelines));
    this.tokens = new RenewingTokenSource(settings(configuration, pace.nanos()), heard);
    this.prober = new OkHttpProber(options.clock(), System::nanoTime, heard);
    this.gated = new ClosableProber(prober, options.clock());
    this.budgets = new ExperimentBudget(configuration.diagnosis(), options.clock());
    AccountProtectingProber gate =
        new AccountProtectingProber(tokens.passwordGuard(), pace.sleeper(), pace.nanos());
    DiagnosisSession examination =
        new DiagnosisSession(
            new Experimenter(gated, tokens, reader, gate, pace.sleeper()),
            reader,
            budgets,
            gate,
            new DiagnosisSession.Clocks(options.clock(), System::nanoTime),
            new ExaminationMetrics(metrics));
    this.cycle =
        new ProbeRun(
            new ProbeRun.Parts(
                tokens,
                gated,
                examination,
                new BackgroundCollector(fleet::values, tokens),
                incidents,
                metrics,
                changes,
                options.clock()),
            gate);
    apply(configuration);
  }

  /// Looks at `tokens` late: it does not exist yet, since it reports to what these are for.
  private ScrapeSources sources(RenewalFailureExplainer explainer) {
    Supplier<List<CredentialStatus>> states = () -> tokens().states();
    return new ScrapeSources(
        states,
        () -> tokens().issuers(),
        new BlockedRenewals(states, explainer),
        incidents::forScrape);
  }

  private IncidentHistory history(Configuration configuration) {
    if (configuration.stateDirectory() != null) {
      try {
        return new MvStoreIncidentHistory(
            configuration.stateDirectory(),
            MvStoreIncidentHistory.Bounds.DEFAULT,
            options.clock(),
            () -> metrics().internalError(AgentMetrics.Part.HISTORY));
      } catch (IOException e) {
        LOG.error(
            "state directory {}: cannot be used ({}); incidents end with this process",
            configuration.stateDirectory(),
            e.toString());
      }
    }
    return new InMemoryIncidentHistory(REMEMBERED);
  }

  private TokenSettings settings(Configuration configuration, LongSupplier nanos) {
    Duration longest =
        configuration.probes().stream()
            .map(Probe::timeout)
            .max(Duration::compareTo)
            .orElse(Duration.ofSeconds(10));
    return new TokenSettings(
        options.clock(),
        nanos,
        configuration.stateDirectory(),
        configuration.accountProtection(),
        longest);
  }

  /// Takes over the credentials and limits of `configuration`.
  void apply(Configuration configuration) {
    Collection<Credential> wanted = configuration.credentials().values();
    Set<String> names = wanted.stream().map(Credential::name).collect(Collectors.toSet());
    for (String gone : credentials) {
      if (!names.contains(gone)) {
        metrics.removedCredential(gone);
        lifelines.forget(gone);
      }
    }
    credentials = names;
    tokens.apply(wanted);
    tokens.passwordGuard().limits(configuration.accountProtection());
    budgets.limits(configuration.diagnosis());
    prober.nameOrigins(origins(configuration));
  }

  /// Every URL that the configuration names.
  private static List<String> origins(Configuration configuration) {
    List<String> urls = new ArrayList<>();
    for (Probe probe : configuration.probes()) {
      urls.add(probe.url().toString());
      URI control = probe.controlUrl();
      if (control != null) {
        urls.add(control.toString());
      }
    }
    for (Credential credential : configuration.credentials().values()) {
      if (credential instanceof Credential.FormLogin form) {
        urls.add(form.loginUrl().toString());
      }
    }
    return urls;
  }

  /// Forgets the probes that `configuration` does not name.
  void retainProbes(Configuration configuration) {
    Set<String> names =
        configuration.probes().stream().map(Probe::name).collect(Collectors.toSet());
    incidents.keepOnly(names, options.clock().instant());
    budgets.keepOnly(names);
    changes.configuration();
  }

  Map<String, ProbeState> fleet() {
    return fleet;
  }

  StatusEvents changes() {
    return changes;
  }

  RenewalHistory lifelines() {
    return lifelines;
  }

  IncidentTracker incidents() {
    return incidents;
  }

  AgentMetrics metrics() {
    return metrics;
  }

  RenewingTokenSource tokens() {
    return tokens;
  }

  ProbeRun cycle() {
    return cycle;
  }

  void forget(String probe) {
    prober.forget(probe);
    metrics.removedProbe(probe);
  }

  /// No request leaves from now on.
  void end() {
    gated.shut();
  }

  /// Cuts what is under way.
  void cut() {
    prober.cancelAll();
  }

  @Override
  public void close() {
    tokens.close(Duration.ofSeconds(3));
    prober.close();
    history.close();
    metrics.close();
  }
}
