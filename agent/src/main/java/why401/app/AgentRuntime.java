package why401.app;

import static java.util.function.Predicate.not;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import why401.config.Configuration;
import why401.config.target.Targets;
import why401.credential.Credential;
import why401.deployment.Deployment;
import why401.deployment.Ownership;
import why401.diagnosis.RenewalFailureExplainer;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.report.FirstRemedy;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.diagnosis.verdict.Verdict;
import why401.experiment.DiagnosisListener;
import why401.experiment.DiagnosisSession;
import why401.experiment.ExperimentBudget;
import why401.experiment.ExperimentPace;
import why401.experiment.Experimenter;
import why401.incident.DurableIncidentHistory;
import why401.incident.IncidentHistory;
import why401.incident.IncidentListener;
import why401.incident.IncidentTracker;
import why401.io.BoundedAccess;
import why401.metrics.AgentMetrics;
import why401.metrics.ScrapeSources;
import why401.probe.AccountProtectingProber;
import why401.probe.Probe;
import why401.probe.okhttp.OkHttpProber;
import why401.process.BuildInfo;
import why401.response.ResponseInterpreter;
import why401.run.BackgroundCollector;
import why401.run.Faults;
import why401.run.HeldProbes;
import why401.run.ProbeRun;
import why401.run.ProbeState;
import why401.run.TokenFeedback;
import why401.server.StatusEvents;
import why401.server.security.ServerSettings;
import why401.time.Sleeper;
import why401.token.CredentialStatus;
import why401.token.RenewalHistory;
import why401.token.TokenListener;
import why401.token.TokenSettings;
import why401.token.lockout.AccountProtection;
import why401.token.source.RenewingTokenSource;

/// Everything that a run passes through, wired in one place. The agent adds the schedule and the
/// server.
final class AgentRuntime implements AutoCloseable {

  private final Map<String, ProbeState> probes = new ConcurrentHashMap<>();
  private final StatusEvents changes = new StatusEvents();
  private final RenewalHistory renewalHistory =
      new RenewalHistory(changes::credential, this::sharers);
  private final InstantSource clock;
  private final IncidentHistory history;
  private final IncidentTracker incidents;
  private final AgentMetrics metrics;
  private final RenewingTokenSource tokens;
  private final OkHttpProber prober;
  private final ClosableProber closable;
  private final AccountProtectingProber protectingProber;
  private final ExperimentBudget budgets;
  private final HeldProbes held;
  private final ProbeRun probeRun;
  private final TargetDiscovery targets;
  private final ClusterMember member = new ClusterMember();
  private final SharedIncidents sharedIncidents;
  private volatile Set<String> credentials = Set.of();

  /// Probes that other members of the cluster run.
  private volatile Set<String> elsewhere = Set.of();

  /// Time besides the wall clock.
  ///
  /// @param nanos monotonic time
  /// @param sleeper for the pauses between attempts
  record Pace(LongSupplier nanos, Sleeper sleeper) {
    static final Pace REAL = new Pace(System::nanoTime, pause -> Thread.sleep(pause));
  }

  /// A runtime of `configuration`.
  ///
  /// @param clock the wall clock
  /// @param listeners notified of incidents, besides the log
  AgentRuntime(
      Configuration configuration,
      InstantSource clock,
      List<IncidentListener> listeners,
      Pace pace) {
    this.clock = clock;
    this.history =
        IncidentStore.of(
            configuration, clock, () -> metrics().internalError(AgentMetrics.Part.HISTORY));
    this.sharedIncidents = new SharedIncidents(probes, changes, clock);
    this.incidents = new IncidentTracker(history, listeners(listeners));
    ResponseInterpreter reader = new ResponseInterpreter();
    this.metrics =
        new AgentMetrics(
            sources(new RenewalFailureExplainer(reader)),
            Experiment.labels(),
            BuildInfo.current().labels());
    if (history instanceof DurableIncidentHistory durable && !durable.durable()) {
      metrics.internalError(AgentMetrics.Part.HISTORY);
    }
    TokenListener listener = TokenListener.all(List.of(metrics, renewalHistory));
    this.tokens = new RenewingTokenSource(settings(configuration, pace.nanos()), listener);
    this.prober = new OkHttpProber(clock, System::nanoTime, listener);
    this.closable = new ClosableProber(prober, clock);
    this.budgets = new ExperimentBudget(configuration.diagnosis(), clock);
    this.protectingProber =
        new AccountProtectingProber(
            closable, tokens.passwordGuard(), clock, pace.sleeper(), pace.nanos());
    DiagnosisSession diagnosisSession = diagnosisSession(reader, pace);
    this.held = new HeldProbes(probes::values, tokens, protectingProber, clock);
    this.probeRun =
        new ProbeRun(
            new ProbeRun.Parts(
                tokens,
                new TokenFeedback(tokens, reader),
                protectingProber,
                diagnosisSession,
                new BackgroundCollector(probes::values, tokens),
                incidents,
                metrics,
                changes,
                held,
                clock));
    this.targets = new TargetDiscovery(new TargetListStore(configuration.stateDirectory()));
    apply(configuration);
  }

  private IncidentListener listeners(List<IncidentListener> others) {
    return IncidentListener.all(
        Stream.concat(
                Stream.of(
                    new IncidentLogger(changes),
                    new VerdictCounter(this::metrics),
                    sharedIncidents),
                others.stream())
            .toList());
  }

  private DiagnosisSession diagnosisSession(ResponseInterpreter reader, Pace pace) {
    return new DiagnosisSession(
        new Experimenter(
            protectingProber,
            tokens,
            reader,
            pace.sleeper(),
            new ExperimentPace(pace.nanos(), pace.sleeper())),
        reader,
        budgets,
        protectingProber,
        new DiagnosisSession.Clocks(clock, System::nanoTime),
        recordingDiagnoses());
  }

  /// A runtime without a configuration, for one request: no credential is renewed, nothing is
  /// scheduled.
  static AgentRuntime withoutConfiguration(InstantSource clock, AdHocDiagnosis.Route route) {
    Configuration none =
        new Configuration(
            ServerSettings.DEFAULT,
            null,
            Map.of(),
            List.of(),
            Set.of(),
            List.of(),
            DiagnosisLimits.DEFAULT,
            AccountProtection.DEFAULT,
            Targets.NONE,
            Deployment.ALONE);
    AgentRuntime runtime = new AgentRuntime(none, clock, List.of(), Pace.REAL);
    runtime.prober.resolve(route.addresses());
    if (route.trusted()) {
      runtime.prober.trustRedirects();
    }
    return runtime;
  }

  private DiagnosisListener recordingDiagnoses() {
    return new DiagnosisListener() {
      @Override
      public void experimented(String experiment, int requests) {
        metrics.experimented(experiment, requests);
      }

      @Override
      public void failed(String experiment, Throwable fault) {
        metrics.internalError(AgentMetrics.Part.EXPERIMENT);
        Faults.log("the experiment " + experiment, fault);
      }

      @Override
      public void examined(String probe, Verdict verdict, Duration took) {
        metrics.diagnosed(took);
      }
    };
  }

  /// Reads `tokens` late: it does not exist yet, since it reports to the metrics that these sources
  /// are for.
  private ScrapeSources sources(RenewalFailureExplainer explainer) {
    Supplier<List<CredentialStatus>> states = () -> tokens().states();
    return new ScrapeSources(
        states,
        () -> tokens().issuers(),
        new BlockedRenewals(states, explainer),
        () -> incidents.forScrape(clock.instant()),
        FirstRemedy::shipped,
        BoundedAccess::blocked,
        () -> targets().series(),
        () -> member.series(probes.size(), credentials));
  }

  private TokenSettings settings(Configuration configuration, LongSupplier nanos) {
    Duration longest =
        configuration.probes().stream()
            .map(Probe::timeout)
            .max(Duration::compareTo)
            .orElse(Duration.ofSeconds(10));
    return new TokenSettings(
        clock, nanos, configuration.stateDirectory(), configuration.accountProtection(), longest);
  }

  /// Takes over the credentials and limits of `configuration`.
  void apply(Configuration configuration) {
    Deployment deployment = configuration.deployment();
    Collection<Credential> wanted = configuration.credentials(deployment.ownership());
    Set<String> names = wanted.stream().map(Credential::name).collect(Collectors.toSet());
    for (String gone : credentials) {
      if (!names.contains(gone)) {
        metrics.removedCredential(gone);
        renewalHistory.forget(gone);
      }
    }
    credentials = names;
    metrics.location(deployment.location());
    tokens.apply(wanted);
    tokens.passwordGuard().limits(configuration.accountProtection());
    budgets.limits(configuration.diagnosis());
    prober.nameOrigins(ConfiguredUrls.own(configuration), ConfiguredUrls.discovered(configuration));
  }

  /// Forgets the probes that `configuration` does not name, and leaves those of others to them.
  void retainProbes(Configuration configuration) {
    Ownership own = member.ownership(configuration);
    Set<String> names = names(configuration.probes(), own::ownsProbe);
    Set<String> others =
        member.joined() ? names(configuration.probes(), not(names::contains)) : Set.of();
    elsewhere = others;
    others.forEach(incidents::release);
    if (targets.complete()) {
      // Otherwise some probes are not known yet; their incidents wait.
      incidents.retainProbes(names, clock.instant());
    }
    budgets.retainProbes(names);
    changes.configuration();
  }

  private static Set<String> names(Collection<Probe> probes, Predicate<String> which) {
    return probes.stream().map(Probe::name).filter(which).collect(Collectors.toSet());
  }

  /// Joins the cluster, if `configuration` names one.
  ///
  /// @param changed runs when this agent has another share than before
  void join(Configuration configuration, Runnable changed) {
    member.join(configuration, tokens, budgets, changed);
    member.share("incidents", map -> sharedIncidents.share(map, incidents));
  }

  /// A probe runs here that perhaps another member ran before.
  void take(ProbeState probeState) {
    sharedIncidents.take(probeState);
  }

  Map<String, ProbeState> probes() {
    return probes;
  }

  StatusEvents changes() {
    return changes;
  }

  private List<String> sharers(String credential) {
    return tokens.sharers(credential);
  }

  RenewalHistory renewalHistory() {
    return renewalHistory;
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

  AccountProtectingProber prober() {
    return protectingProber;
  }

  InstantSource clock() {
    return clock;
  }

  TargetDiscovery targets() {
    return targets;
  }

  ClusterMember member() {
    return member;
  }

  ExperimentBudget budgets() {
    return budgets;
  }

  HeldProbes held() {
    return held;
  }

  ProbeRun probeRun() {
    return probeRun;
  }

  void forget(String probe) {
    prober.forget(probe);
    held.forget(probe);
    probeRun.forget(probe);
    metrics.removedProbe(probe);
  }

  /// Forgets a run of a probe that was removed meanwhile.
  void removed(String probe) {
    forget(probe);
    if (elsewhere.contains(probe)) {
      incidents.release(probe);
    } else if (targets.complete()) {
      incidents.forget(probe, clock.instant());
    }
  }

  /// No request is sent from now on.
  void end() {
    closable.close();
  }

  /// Cancels running requests.
  void cut() {
    prober.cancelAll();
  }

  @Override
  public void close() {
    tokens.close(Duration.ofSeconds(3));
    targets.close();
    prober.close();
    IncidentStore.close(history);
    metrics.close();
  }
}
