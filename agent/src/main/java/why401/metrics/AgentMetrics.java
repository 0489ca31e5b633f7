package why401.metrics;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.token.RenewalFailure;
import why401.token.Token;
import why401.token.TokenListener;

/// The meters of the agent: events are recorded here, and scrapes read from here.
public final class AgentMetrics implements TokenListener, AutoCloseable {
  private final Meters meters = new Meters();
  private final Histograms histograms = meters.histograms();

  /// In the order in which a scrape lists them, so that sorting finds nothing to do.
  private final Map<String, ProbeSeries> probes = new ConcurrentSkipListMap<>();

  private final Map<String, TokenSeries> tokens = new ConcurrentHashMap<>();
  private final StateCollector state;
  private final Counter missed = meters.counter(MetricCatalogue.SCHEDULE_MISSED);
  private volatile boolean reloadSuccessful = true;
  private volatile double reloadedAt;

  /// @param sources what each scrape reads
  /// @param experimentNames every value of the label `experiment`, to exist from the start
  /// @param build labels of `why401_build_info`
  public AgentMetrics(
      ScrapeSources sources, Collection<String> experimentNames, Map<String, String> build) {
    state = new StateCollector(() -> probes.values(), tokens, sources);
    for (Cause cause : Cause.values()) {
      meters.counter(MetricCatalogue.REFUSALS, "cause", cause.label());
    }
    for (String name : experimentNames) {
      meters.counter(MetricCatalogue.DIAGNOSIS_REQUESTS, "experiment", name);
    }
    for (Part part : Part.values()) {
      meters.counter(MetricCatalogue.INTERNAL_ERRORS, "part", part.label());
    }
    meters.gauge(MetricCatalogue.CONFIG_RELOAD_SUCCESSFUL, () -> reloadSuccessful ? 1 : 0);
    meters.gauge(MetricCatalogue.CONFIG_RELOAD_TIMESTAMP, () -> reloadedAt);
    meters.gauge(MetricCatalogue.FILES_BLOCKED, () -> sources.blockedFiles().getAsInt());
    meters.info(MetricCatalogue.BUILD_INFO, build);
    meters.bindJvm();
  }

  /// Where the agent is, or null: a label of every series.
  public void location(@Nullable String location) {
    meters.location(location);
  }

  /// A probe is scheduled, again or for the first time.
  public void scheduled(Probe probe, Duration interval) {
    probes.compute(
        probe.name(),
        (name, before) ->
            before == null
                ? new ProbeSeries(name, probe.credential(), interval)
                : new ProbeSeries(name, probe.credential(), interval, before));
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
  /// @param skew the target's clock minus ours, if the response has a date
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
    meters.counter(MetricCatalogue.REFUSALS, "cause", cause.label()).increment();
  }

  /// A run of `probe` ended, and it is asked less often from now on, or at its interval.
  public void slowedDown(Probe probe, boolean now) {
    ProbeSeries series = probes.get(probe.name());
    if (series != null) {
      series.slowedDown(now);
    }
  }

  /// An incident ended.
  ///
  /// @param cause at its opening
  /// @param confidence at its opening
  /// @param held whether the cause known at its end is the same
  public void ended(Cause cause, Confidence confidence, boolean held) {
    meters
        .counter(
            MetricCatalogue.VERDICTS,
            "cause",
            cause.label(),
            "confidence",
            confidence.label(),
            "held",
            String.valueOf(held))
        .increment();
  }

  /// A diagnosis sent extra requests.
  public void experimented(String experiment, int requests) {
    meters
        .counter(MetricCatalogue.DIAGNOSIS_REQUESTS, "experiment", experiment)
        .increment(requests);
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
    meters.counter(MetricCatalogue.INTERNAL_ERRORS, "part", part.label()).increment();
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
  public void renewalFailed(
      String credential, String issuer, RenewalFailure failure, Duration took) {
    series(credential).failed(failure.reason());
    histograms.renewal.record(took);
  }

  @Override
  public void used(Token token, Duration remaining) {
    histograms.remaining(remaining);
  }

  @Override
  public void protectionNotStored() {
    internalError(Part.ACCOUNT_PROTECTION);
  }

  private TokenSeries series(String credential) {
    return tokens.computeIfAbsent(credential, _ -> new TokenSeries());
  }

  /// The page, in the format that `accept` prefers.
  public Scrape scrape(String accept) {
    return meters.scrape(accept, state::collect);
  }

  @Override
  public void close() {
    meters.close();
  }

  /// Parts of the agent that can fail by themselves.
  public enum Part {
    /// A run of a probe.
    PROBE,
    /// A diagnosis.
    DIAGNOSIS,
    /// An experiment of a diagnosis.
    EXPERIMENT,
    /// A renewal.
    RENEWAL,
    /// A check or reload of the configuration.
    CONFIG,
    /// The incident history.
    HISTORY,
    /// The record of refused passwords.
    ACCOUNT_PROTECTION,
    /// The HTTP server.
    SERVER;

    private final String label = name().toLowerCase(Locale.ROOT);

    /// Value of the metric label `part`.
    public String label() {
      return label;
    }
  }
}
