package why401.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import why401.diagnosis.Cause;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.token.Fault;
import why401.token.Token;
import why401.token.TokenListener;

/// The meters of the agent: whatever happens is told here, whoever scrapes reads here.
public final class AgentMetrics implements TokenListener, AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Histograms histograms = new Histograms(registry, registry.getPrometheusRegistry());
  private final Map<String, ProbeSeries> probes = new ConcurrentHashMap<>();
  private final Map<String, TokenSeries> tokens = new ConcurrentHashMap<>();
  private final Counter missed = counter(Catalogue.SCHEDULE_MISSED);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private volatile boolean reloadSuccessful = true;
  private volatile double reloadedAt;

  /// @param sources what is looked up at each scrape
  /// @param experimentNames every value of the label `experiment`, to exist from the start
  /// @param build labels of `why401_build_info`
  public AgentMetrics(
      Sources sources, Collection<String> experimentNames, Map<String, String> build) {
    registry
        .getPrometheusRegistry()
        .register(new Collector(() -> probes.values(), tokens, sources));
    for (Cause cause : Cause.values()) {
      counter(Catalogue.REFUSALS, "cause", cause.label());
    }
    for (String name : experimentNames) {
      counter(Catalogue.DIAGNOSIS_REQUESTS, "experiment", name);
    }
    for (Part part : Part.values()) {
      counter(Catalogue.INTERNAL_ERRORS, "part", part.label());
    }
    gauge(Catalogue.CONFIG_RELOAD_SUCCESSFUL, () -> reloadSuccessful ? 1 : 0);
    gauge(Catalogue.CONFIG_RELOAD_TIMESTAMP, () -> reloadedAt);
    registerBuild(build);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  private void registerBuild(Map<String, String> build) {
    InfoSnapshot info =
        InfoSnapshot.builder()
            .name(Catalogue.BUILD_INFO.metadata().getName())
            .help(Catalogue.BUILD_INFO.help())
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(
                        Labels.of(
                            build.keySet().toArray(String[]::new),
                            build.values().toArray(String[]::new)))
                    .build())
            .build();
    registry.getPrometheusRegistry().register(() -> info);
  }

  private Counter counter(Catalogue metric, String... tags) {
    return Counter.builder(metric.metric().replaceFirst("_total$", "").replace('_', '.'))
        .description(metric.help())
        .tags(tags)
        .register(registry);
  }

  private void gauge(Catalogue metric, java.util.function.Supplier<Number> value) {
    Gauge.builder(metric.metric().replace('_', '.'), value)
        .description(metric.help())
        .strongReference(true)
        .register(registry);
  }

  /// A probe is scheduled, anew or for the first time.
  public void scheduled(Probe probe, Duration interval) {
    probes.compute(
        probe.name(),
        (name, before) ->
            before == null
                ? new ProbeSeries(name, interval)
                : new ProbeSeries(name, interval, before));
  }

  /// A probe is gone; so are its series.
  public void removedProbe(String probe) {
    probes.remove(probe);
  }

  /// A credential is gone; so are its series.
  public void removedCredential(String credential) {
    tokens.remove(credential);
  }

  /// A run ended.
  ///
  /// @param skew the target's clock minus ours, if the answer told
  public void ran(Probe probe, Outcome outcome, @Nullable Duration skew) {
    ProbeSeries series = probes.get(probe.name());
    if (series != null) {
      series.ran(outcome, skew);
    }
    switch (outcome) {
      case Outcome.Accepted accepted ->
          took(accepted.exchange().duration(), accepted.exchange().phases());
      case Outcome.Refused refused ->
          took(refused.exchange().duration(), refused.exchange().phases());
      case Outcome.Unexpected unexpected ->
          took(unexpected.exchange().duration(), unexpected.exchange().phases());
      case Outcome.Unreachable unreachable -> took(unreachable.duration(), unreachable.phases());
      case Outcome.Withheld _ -> {}
    }
  }

  private void took(Duration duration, Map<String, Duration> phases) {
    histograms.probe.record(duration);
    histograms.phases(phases);
  }

  /// A run was refused, for `cause`.
  public void refused(Probe probe, Cause cause) {
    ProbeSeries series = probes.get(probe.name());
    if (series != null) {
      series.refused(cause);
    }
    counter(Catalogue.REFUSALS, "cause", cause.label()).increment();
  }

  /// A diagnosis sent extra requests.
  public void experimented(String experiment, int requests) {
    counter(Catalogue.DIAGNOSIS_REQUESTS, "experiment", experiment).increment(requests);
  }

  /// A diagnosis ended.
  public void diagnosed(Duration took) {
    histograms.diagnosis.record(took);
  }

  /// A run started after it was due.
  public void lagged(Duration lag) {
    histograms.lag.record(lag);
  }

  /// Runs were skipped.
  public void missed(long runs) {
    missed.increment((double) runs);
  }

  /// The configuration was loaded, or could not be.
  public void reloaded(boolean success, Instant at) {
    reloadSuccessful = success;
    if (success) {
      reloadedAt = ProbeSeries.seconds(at);
    }
  }

  /// The agent itself failed somewhere.
  public void internalError(Part part) {
    counter(Catalogue.INTERNAL_ERRORS, "part", part.label()).increment();
  }

  @Override
  public void renewalAttempted(String credential, String issuer) {
    series(credential).attempted();
  }

  @Override
  public void renewed(String issuer, Token token, Duration took) {
    histograms.renewal.record(took);
  }

  @Override
  public void renewalFailed(String credential, String issuer, Fault fault, Duration took) {
    series(credential).failed(fault.reason());
    histograms.renewal.record(took);
  }

  @Override
  public void used(Token token, Duration remaining) {
    histograms.remaining(remaining);
  }

  private TokenSeries series(String credential) {
    return tokens.computeIfAbsent(credential, _ -> new TokenSeries());
  }

  /// The page, in the format that `accept` prefers.
  public Scrape scrape(String accept) {
    String contentType =
        accept.contains("application/openmetrics-text")
            ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
            : "text/plain; version=0.0.4; charset=utf-8";
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try {
      registry.scrape(page, contentType);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Scrape(contentType, page.toByteArray());
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }

  /// Parts of the agent that can fail by themselves.
  public enum Part {
    /// A run of a probe.
    PROBE,
    /// A diagnosis.
    DIAGNOSIS,
    /// A renewal.
    RENEWAL,
    /// The incident history.
    HISTORY,
    /// The HTTP server.
    SERVER;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// Value of the metric label `part`.
    public String label() {
      return label;
    }
  }
}
