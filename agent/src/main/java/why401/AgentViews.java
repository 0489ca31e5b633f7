package why401;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import why401.incident.Incident;
import why401.incident.IncidentBook;
import why401.metrics.AgentMetrics;
import why401.metrics.Scrape;
import why401.schedule.Schedule;
import why401.server.IncidentQuery;
import why401.server.ProbeView;
import why401.server.Views;
import why401.token.CredentialState;
import why401.token.IssuerHealth;
import why401.token.Tokens;

/// What the server may show of the agent.
final class AgentViews implements Views {
  private final Fleet fleet;
  private final Schedule schedule;
  private final Tokens tokens;
  private final IncidentBook incidents;
  private final AgentMetrics metrics;
  private final Supplier<List<String>> reload;
  private volatile boolean ready;

  AgentViews(Engine engine, Fleet fleet, Schedule schedule, Supplier<List<String>> reload) {
    this.fleet = fleet;
    this.schedule = schedule;
    this.tokens = engine.tokens();
    this.incidents = engine.incidents();
    this.metrics = engine.metrics();
    this.reload = reload;
  }

  /// Whether the agent has started and is not ending.
  void ready(boolean now) {
    ready = now;
  }

  @Override
  public String version() {
    return Version.current().version();
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
  public List<ProbeView> probes() {
    return fleet.all().stream()
        .map(this::view)
        .sorted(Comparator.comparing(ProbeView::name))
        .toList();
  }

  @Override
  public Optional<ProbeView> probe(String name) {
    return fleet.named(name).map(this::view);
  }

  private ProbeView view(Watched watched) {
    Watched.Glance last = watched.last();
    String name = watched.probe().name();
    return new ProbeView(
        name,
        watched.probe().url().toString(),
        watched.probe().credential(),
        watched.probe().labels(),
        last == null ? null : last.accepted(),
        last == null ? 0 : last.status(),
        last == null ? null : last.reason(),
        last == null ? null : last.at(),
        schedule.next(name).orElse(null),
        incidents.open(name).orElse(null));
  }

  @Override
  public List<CredentialState> credentials() {
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
  public List<String> reload() {
    return reload.get();
  }
}
