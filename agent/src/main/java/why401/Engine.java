package why401;

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
import why401.challenge.Reader;
import why401.config.Configuration;
import why401.credential.Credential;
import why401.diagnosis.Experiment;
import why401.experiment.Budgets;
import why401.experiment.Examination;
import why401.experiment.Experimenter;
import why401.experiment.FaultExplainer;
import why401.experiment.Sleeper;
import why401.incident.IncidentBook;
import why401.incident.IncidentHistory;
import why401.incident.MemoryHistory;
import why401.incident.StoredHistory;
import why401.metrics.AgentMetrics;
import why401.metrics.Sources;
import why401.probe.OkHttpProber;
import why401.probe.Probe;
import why401.server.Changes;
import why401.server.Lifelines;
import why401.token.CredentialState;
import why401.token.TokenKeeper;
import why401.token.TokenSettings;

/// All that a run passes through, wired in one place. What fires the runs and what shows them is
/// the agent's.
final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final int REMEMBERED = 1_000;

  private final Map<String, Watched> fleet = new ConcurrentHashMap<>();
  private final Changes changes = new Changes();
  private final Lifelines lifelines = new Lifelines(changes);
  private final Agent.Options options;
  private final IncidentHistory history;
  private final IncidentBook incidents;
  private final AgentMetrics metrics;
  private final TokenKeeper tokens;
  private final OkHttpProber prober;
  private final GatedProber gated;
  private final Budgets budgets;
  private final ProbeCycle cycle;
  private Set<String> credentials = Set.of();

  /// How time passes beside the wall clock.
  ///
  /// @param nanos monotonic time
  /// @param sleeper for the pauses between attempts
  record Pace(LongSupplier nanos, Sleeper sleeper) {
    static final Pace REAL = new Pace(System::nanoTime, pause -> Thread.sleep(pause));
  }

  Engine(Configuration configuration, Agent.Options options) {
    this(configuration, options, Pace.REAL);
  }

  Engine(Configuration configuration, Agent.Options options, Pace pace) {
    this.options = options;
    this.history = history(configuration);
    this.incidents =
        new IncidentBook(history, new Announcer(new IncidentLog(changes), options.listeners()));
    Reader reader = new Reader();
    this.metrics =
        new AgentMetrics(
            sources(new FaultExplainer(reader)), Experiment.labels(), Version.current().labels());
    if (configuration.stateDirectory() != null && history instanceof MemoryHistory) {
      metrics.internalError(AgentMetrics.Part.HISTORY);
    }
    Heard heard = new Heard(List.of(metrics, lifelines));
    this.tokens = new TokenKeeper(settings(configuration, pace.nanos()), heard);
    this.prober = new OkHttpProber(reader, options.clock(), System::nanoTime, heard);
    this.gated = new GatedProber(prober, options.clock());
    this.budgets = new Budgets(configuration.diagnosis(), options.clock());
    PasswordGate gate = new PasswordGate(tokens.passwordGuard(), pace.sleeper(), pace.nanos());
    Examination examination =
        new Examination(
            new Experimenter(gated, tokens, reader, gate, pace.sleeper()),
            reader,
            budgets,
            gate,
            new Examination.Clocks(options.clock(), System::nanoTime),
            new ExaminationMetrics(metrics));
    this.cycle =
        new ProbeCycle(
            new ProbeCycle.Parts(
                tokens,
                gated,
                examination,
                new Surroundings(fleet::values, tokens),
                incidents,
                metrics,
                changes,
                options.clock()),
            gate);
    apply(configuration);
  }

  /// Looks at `tokens` late: it does not exist yet, since it reports to what these are for.
  private Sources sources(FaultExplainer explainer) {
    Supplier<List<CredentialState>> states = () -> tokens().states();
    return new Sources(
        states,
        () -> tokens().issuers(),
        new BlockedRenewals(states, explainer),
        incidents::forScrape);
  }

  private IncidentHistory history(Configuration configuration) {
    if (configuration.stateDirectory() != null) {
      try {
        return new StoredHistory(
            configuration.stateDirectory(),
            StoredHistory.Bounds.DEFAULT,
            options.clock(),
            () -> metrics().internalError(AgentMetrics.Part.HISTORY));
      } catch (IOException e) {
        LOG.error(
            "state directory {}: cannot be used ({}); incidents end with this process",
            configuration.stateDirectory(),
            e.toString());
      }
    }
    return new MemoryHistory(REMEMBERED);
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
  void keepOnly(Configuration configuration) {
    Set<String> names =
        configuration.probes().stream().map(Probe::name).collect(Collectors.toSet());
    incidents.keepOnly(names, options.clock().instant());
    budgets.keepOnly(names);
    changes.configuration();
  }

  Map<String, Watched> fleet() {
    return fleet;
  }

  Changes changes() {
    return changes;
  }

  Lifelines lifelines() {
    return lifelines;
  }

  IncidentBook incidents() {
    return incidents;
  }

  AgentMetrics metrics() {
    return metrics;
  }

  TokenKeeper tokens() {
    return tokens;
  }

  ProbeCycle cycle() {
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
