package why401.server;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import why401.api.IncidentJson;
import why401.api.ProbeDetailJson;
import why401.api.ProbeJson;
import why401.incident.Incident;
import why401.metrics.Scrape;
import why401.token.CredentialStatus;
import why401.token.IssuerHealth;

/// An agent that is what a test says it is.
final class FakeStatusSource implements StatusSource {
  final Map<String, ProbeJson> probes = new ConcurrentSkipListMap<>();
  final Map<String, Incident> incidents = new ConcurrentHashMap<>();
  final Map<String, CredentialStatus> credentials = new ConcurrentSkipListMap<>();
  final List<IssuerHealth> issuers = new CopyOnWriteArrayList<>();
  final List<String> reloadErrors = new CopyOnWriteArrayList<>();
  final AtomicInteger reloads = new AtomicInteger();
  final Set<Thread> platformThreads = ConcurrentHashMap.newKeySet();
  final Map<String, List<ProbeDetailJson.Run>> runs = new ConcurrentHashMap<>();
  volatile ProbeDetailJson.@Nullable Latency latency;
  volatile @Nullable ConfigurationStatus configuration;
  volatile boolean healthy = true;
  volatile boolean ready = true;

  void add(ProbeJson probe) {
    probes.put(probe.name(), probe);
  }

  /// Adds or replaces `incident`, and shows it at its probe.
  void add(Incident incident) {
    incidents.put(incident.id(), incident);
    ProbeJson before = probes.get(incident.probe());
    if (before != null) {
      add(
          new ProbeJson(
              before.name(),
              before.url(),
              before.credential(),
              before.labels(),
              !incident.open(),
              incident.open() ? incident.status() : 200,
              incident.open() ? "unauthorized" : null,
              before.lastRun(),
              before.nextRun(),
              before.heldUntil(),
              incident.open() ? IncidentJson.of(incident) : null));
    }
  }

  void add(CredentialStatus credential) {
    credentials.put(credential.name(), credential);
  }

  @Override
  public String version() {
    if (!Thread.currentThread().isVirtual()) {
      platformThreads.add(Thread.currentThread());
    }
    return "1.2.3";
  }

  @Override
  public boolean healthy() {
    return healthy;
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public List<ProbeJson> probes() {
    return List.copyOf(probes.values());
  }

  @Override
  public Optional<ProbeJson> probe(String name) {
    return Optional.ofNullable(probes.get(name));
  }

  @Override
  public List<ProbeDetailJson.Run> runs(String name) {
    return runs.getOrDefault(name, List.of());
  }

  @Override
  public Optional<ProbeDetailJson.Latency> latency(String name) {
    return Optional.ofNullable(latency);
  }

  @Override
  public ConfigurationStatus configuration() {
    ConfigurationStatus known = configuration;
    return known == null ? StatusSource.super.configuration() : known;
  }

  /// A held credential may not be tried, any other may.
  @Override
  public Optional<RetryResult> retry(String name) {
    return Optional.ofNullable(credentials.get(name))
        .map(CredentialStatus::hold)
        .map(hold -> new RetryResult(name, false, List.of(), hold.until()))
        .or(
            () ->
                Optional.ofNullable(credentials.get(name))
                    .map(_ -> new RetryResult(name, true, List.of(), null)));
  }

  @Override
  public List<CredentialStatus> credentials() {
    return List.copyOf(credentials.values());
  }

  @Override
  public List<IssuerHealth> issuers() {
    return List.copyOf(issuers);
  }

  @Override
  public List<Incident> incidents(IncidentQuery query) {
    return incidents.values().stream()
        .filter(incident -> query.open() == null || query.open() == incident.open())
        .filter(incident -> query.probe() == null || query.probe().equals(incident.probe()))
        .filter(incident -> query.before() == null || incident.since().isBefore(query.before()))
        .sorted(Comparator.comparing(Incident::since).reversed().thenComparing(Incident::id))
        .limit(query.limit())
        .toList();
  }

  @Override
  public Scrape scrape(String accept) {
    boolean openMetrics = accept.contains("openmetrics");
    return new Scrape(
        openMetrics
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8",
        "why401_build_info 1\n".repeat(100).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> reload() {
    reloads.incrementAndGet();
    return List.copyOf(reloadErrors);
  }
}
