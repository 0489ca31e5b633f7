package why401.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import why401.diagnosis.verdict.Verdict;
import why401.incident.Incident;
import why401.token.CredentialStatus;
import why401.token.IssuerHealth;

/// Reads the state of probes, credentials, issuers and incidents at each scrape.
final class StateCollector {
  private static final int MOST_ALTERNATIVES = 3;

  private final Supplier<Collection<ProbeSeries>> probes;
  private final Map<String, TokenSeries> tokens;
  private final ScrapeSources sources;

  StateCollector(
      Supplier<Collection<ProbeSeries>> probes,
      Map<String, TokenSeries> tokens,
      ScrapeSources sources) {
    this.probes = probes;
    this.tokens = tokens;
    this.sources = sources;
  }

  void collect(SeriesText out) {
    for (ProbeSeries series : probes.get()) {
      series.collect(out);
    }
    for (CredentialStatus state : sources.credentials().get()) {
      collect(state, out);
    }
    for (IssuerHealth health : sources.issuers().get()) {
      out.add(MetricCatalogue.ISSUER_UP, Labels.of("issuer", health.issuer()), health.up() ? 1 : 0);
    }
    for (BlockedRenewal blocked : sources.blocked().get()) {
      out.add(MetricCatalogue.TOKEN_RENEWAL_BLOCKED, labels(blocked), 1);
      Labels about = Labels.of("credential", blocked.credential(), "issuer", blocked.issuer());
      out.info(MetricCatalogue.TOKEN_RENEWAL_BLOCKED_INFO, about.merge(info(blocked.verdict())));
    }
    for (Incident incident : sources.incidents().get()) {
      out.add(MetricCatalogue.UNAUTHORIZED, labels(incident), 1);
      String credential = incident.credential() == null ? "" : incident.credential();
      Labels about = Labels.of("probe", incident.probe(), "credential", credential);
      out.info(MetricCatalogue.INCIDENT_INFO, about.merge(info(incident.verdict())));
    }
    for (DiscoverySeries source : sources.targets().get()) {
      source.collect(out);
    }
    sources.cluster().get().forEach(cluster -> cluster.collect(out));
  }

  private void collect(CredentialStatus state, SeriesText out) {
    if (state.secretKind() != null && state.secretExpiresAt() != null) {
      out.add(
          MetricCatalogue.SECRET_EXPIRY,
          Labels.of("credential", state.name(), "kind", state.secretKind()),
          ProbeSeries.seconds(state.secretExpiresAt()));
    }
    if (state.hold() != null) {
      out.add(
          MetricCatalogue.CREDENTIAL_HELD_UNTIL,
          Labels.of("credential", state.name()),
          ProbeSeries.seconds(state.hold().until()));
    }
    if (state.issuer().isEmpty()) {
      return;
    }
    Labels labels = Labels.of("credential", state.name(), "issuer", state.issuer());
    TokenSeries.collect(state, labels, out);
    TokenSeries series = tokens.get(state.name());
    if (series != null) {
      series.collect(labels, out);
    }
  }

  /// Closed lists only: a mechanism, its remedy without anything of the case, and causes.
  private Labels info(Verdict verdict) {
    String mechanism = verdict.odds().mechanism();
    return Labels.of(
        "cause",
        verdict.cause().label(),
        "mechanism",
        mechanism == null ? "" : mechanism,
        "remedy",
        sources.remedies().apply(mechanism),
        "alternatives",
        verdict.odds().alternatives().stream()
            .map(one -> one.cause().label())
            .filter(cause -> !cause.equals(verdict.cause().label()))
            .distinct()
            .limit(MOST_ALTERNATIVES)
            .collect(Collectors.joining(", ")));
  }

  private static Labels labels(BlockedRenewal blocked) {
    Verdict verdict = blocked.verdict();
    return Labels.of(
        "cause", verdict.cause().label(),
        "confidence", verdict.confidence().label(),
        "credential", blocked.credential(),
        "fault_domain", verdict.faultDomain().label(),
        "issuer", blocked.issuer());
  }

  private static Labels labels(Incident incident) {
    Map<String, String> labels = new TreeMap<>(incident.labels());
    labels.put("probe", incident.probe());
    labels.put("credential", incident.credential() == null ? "" : incident.credential());
    labels.put("cause", incident.verdict().cause().label());
    labels.put("confidence", incident.verdict().confidence().label());
    labels.put("fault_domain", incident.verdict().faultDomain().label());
    labels.put("severity", incident.severity());
    return Labels.of(
        labels.keySet().toArray(String[]::new), labels.values().toArray(String[]::new));
  }
}
