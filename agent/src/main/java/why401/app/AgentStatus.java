package why401.app;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import why401.api.ClusterJson;
import why401.api.CredentialJson;
import why401.api.IncidentJson;
import why401.api.ProbeDetailJson;
import why401.api.ProbeJson;
import why401.config.Configuration;
import why401.deployment.Ownership;
import why401.incident.Incident;
import why401.incident.IncidentTracker;
import why401.metrics.AgentMetrics;
import why401.metrics.Scrape;
import why401.process.BuildInfo;
import why401.run.HeldProbes;
import why401.run.ProbeState;
import why401.run.RunSummary;
import why401.schedule.Schedule;
import why401.server.ConfigurationStatus;
import why401.server.IncidentQuery;
import why401.server.RetryResult;
import why401.server.StatusEvents;
import why401.server.StatusSource;
import why401.token.CredentialStatus;
import why401.token.IssuerHealth;
import why401.token.RenewalHistory;
import why401.token.TokenSource;

/// The state of the running agent, for the server.
final class AgentStatus implements StatusSource {
  private final ProbeRegistry probes;
  private final Schedule schedule;
  private final TokenSource tokens;
  private final HeldProbes held;
  private final StatusEvents changes;
  private final IncidentTracker incidents;
  private final AgentMetrics metrics;
  private final ConfigurationReloader reloader;
  private final ClusterMember member;
  private final RenewalHistory renewals;
  private volatile boolean ready;

  AgentStatus(
      AgentRuntime runtime,
      ProbeRegistry probes,
      Schedule schedule,
      ConfigurationReloader reloader) {
    this.probes = probes;
    this.schedule = schedule;
    this.tokens = runtime.tokens();
    this.held = runtime.held();
    this.changes = runtime.changes();
    this.incidents = runtime.incidents();
    this.metrics = runtime.metrics();
    this.reloader = reloader;
    this.member = runtime.member();
    this.renewals = runtime.renewalHistory();
  }

  /// Whether the agent has started and is not ending.
  void ready(boolean now) {
    ready = now;
  }

  @Override
  public String version() {
    return BuildInfo.current().version();
  }

  @Override
  public boolean healthy() {
    return true;
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public List<ProbeJson> probes() {
    Map<String, ProbeJson> all = new TreeMap<>(elsewhere());
    if (!all.isEmpty()) {
      incidents
          .find(true, null, null, Integer.MAX_VALUE)
          .forEach(one -> all.computeIfPresent(one.probe(), (_, probe) -> refused(probe, one)));
    }
    probes.all().forEach(one -> all.put(one.probe().name(), view(one)));
    return List.copyOf(all.values());
  }

  @Override
  public Optional<ProbeJson> probe(String name) {
    return probes.named(name).map(this::view).or(() -> elsewhere(name));
  }

  private Optional<ProbeJson> elsewhere(String name) {
    return Optional.ofNullable(elsewhere().get(name))
        .map(
            probe ->
                incidents.find(true, name, null, 1).stream()
                    .findFirst()
                    .map(open -> refused(probe, open))
                    .orElse(probe));
  }

  /// The probes of other members. Their incidents are shared by themselves.
  private Map<String, ProbeJson> elsewhere() {
    return member.reports().map(MemberReports::probes).orElse(Map.of());
  }

  private static ProbeJson refused(ProbeJson probe, Incident open) {
    return probe.of(probe.member(), IncidentJson.of(open));
  }

  /// What this member tells the others.
  ///
  /// @param url of its status page, or null if that is not reachable from elsewhere
  MemberReport report(Instant now, @Nullable String url) {
    Configuration configuration = reloader.inForce();
    Ownership own = member.ownership(configuration);
    return new MemberReport(
        now,
        url,
        configuration.deployment().location(),
        probes.all().stream().map(one -> view(one).of(null, null)).toList(),
        tokens.states().stream()
            .filter(one -> own.ownsCredential(one.name()))
            .map(one -> CredentialJson.of(one, List.of(), renewals.of(one.name())))
            .toList());
  }

  /// Equal while nothing but times has changed in [#report]; asked every few seconds.
  int reportState() {
    Ownership own = member.ownership(reloader.inForce());
    return MemberReports.state(
        probes.all(),
        one -> heldUntil(one, one.last()),
        tokens.states().stream().filter(one -> own.ownsCredential(one.name())).toList());
  }

  @Override
  public ClusterJson cluster() {
    return member.reports().map(MemberReports::cluster).orElse(ClusterJson.NONE);
  }

  @Override
  public Map<String, CredentialJson> renewedElsewhere() {
    return member.reports().map(MemberReports::credentials).orElse(Map.of());
  }

  private ProbeJson view(ProbeState probeState) {
    RunSummary last = probeState.last();
    String name = probeState.probe().name();
    return new ProbeJson(
        name,
        probeState.probe().url().toString(),
        probeState.probe().credential(),
        probeState.probe().credentials(),
        probeState.probe().labels(),
        last == null ? null : last.accepted(),
        last == null ? 0 : last.status(),
        last == null ? null : last.reason(),
        last == null ? null : last.at(),
        schedule.next(name).orElse(null),
        heldUntil(probeState, last),
        incidents.open(name).map(IncidentJson::of).orElse(null));
  }

  /// By the brake of the probe, or by the protection of the account that it logs in to.
  private @Nullable Instant heldUntil(ProbeState probeState, @Nullable RunSummary last) {
    Instant slowed = probeState.heldUntil();
    return slowed != null || last == null || last.accepted()
        ? slowed
        : probeState.credentials().stream()
            .flatMap(credential -> tokens.heldUntil(credential.name()).stream())
            .max(Comparator.naturalOrder())
            .orElse(null);
  }

  @Override
  public List<CredentialStatus> credentials() {
    return tokens.states();
  }

  @Override
  public List<IssuerHealth> issuers() {
    return tokens.issuers();
  }

  @Override
  public List<Incident> incidents(IncidentQuery query) {
    return incidents.find(query.open(), query.probe(), query.before(), query.limit());
  }

  @Override
  public Scrape scrape(String accept) {
    return metrics.scrape(accept);
  }

  @Override
  public void requestFailed() {
    metrics.internalError(AgentMetrics.Part.SERVER);
  }

  @Override
  public List<ProbeDetailJson.Run> runs(String name) {
    return probes.named(name).map(one -> one.log().runs()).orElse(List.of());
  }

  @Override
  public Optional<ProbeDetailJson.Latency> latency(String name) {
    return probes.named(name).flatMap(one -> one.log().latency());
  }

  @Override
  public ConfigurationStatus configuration() {
    return reloader.status();
  }

  @Override
  public Optional<RetryResult> retry(String credential) {
    if (tokens.state(credential).isEmpty()) {
      return Optional.empty();
    }
    Optional<List<String>> users = held.retry(credential);
    users.ifPresent(names -> names.forEach(schedule::fire));
    changes.credential(credential);
    return Optional.of(
        new RetryResult(
            credential,
            users.isPresent(),
            users.orElse(List.of()),
            tokens.heldUntil(credential).orElse(null)));
  }

  @Override
  public List<String> reload() {
    return reloader.reload();
  }
}
