package why401.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.cause.Cause;
import why401.probe.Exchange;
import why401.probe.Outcome;

/// The numbers of one probe. Written by its runs, read by scrapes; meters of a registry would cost
/// a multiple of its memory at ten thousand probes.
final class ProbeSeries {
  private final Labels labels;
  private final Labels info;
  private final double intervalSeconds;
  private final LabelledCounter failures = new LabelledCounter();
  private final LabelledCounter withheld = new LabelledCounter();
  private final LabelledCounter refusals = new LabelledCounter();
  private long runs;
  private boolean success;
  private boolean judged;
  private boolean slowedDown;
  private int status;
  private double lastRun = Double.NaN;
  private double lastDuration = Double.NaN;
  private double clockSkew = Double.NaN;
  private double certificateExpiry = Double.NaN;

  ProbeSeries(String probe, @Nullable String credential, Duration interval) {
    this.labels = Labels.of("probe", probe);
    this.info = Labels.of("probe", probe, "credential", credential == null ? "" : credential);
    this.intervalSeconds = seconds(interval);
  }

  /// Counters continue when a probe is reconfigured under the same name.
  ProbeSeries(String probe, @Nullable String credential, Duration interval, ProbeSeries before) {
    this(probe, credential, interval);
    synchronized (before) {
      runs = before.runs;
      failures.addAll(before.failures);
      withheld.addAll(before.withheld);
      refusals.addAll(before.refusals);
    }
  }

  synchronized void ran(Outcome outcome, @Nullable Duration skew) {
    lastRun = seconds(outcome.at());
    if (outcome instanceof Outcome.Withheld held
        && (held.reason() == Outcome.Withheld.Reason.MAINTENANCE
            || held.reason() == Outcome.Withheld.Reason.CLUSTER)) {
      // What was known of the target is still all that is known.
      withheld.increment(held.reason().label());
      return;
    }
    judged = true;
    success = outcome instanceof Outcome.Accepted;
    if (skew != null) {
      clockSkew = seconds(skew);
    }
    switch (outcome) {
      case Outcome.Accepted accepted -> answered(accepted.exchange());
      case Outcome.Refused refused -> {
        answered(refused.exchange());
        failures.increment("unauthorized");
      }
      case Outcome.Unexpected unexpected -> {
        answered(unexpected.exchange());
        failures.increment("unexpected_response");
      }
      case Outcome.Unreachable unreachable -> {
        runs++;
        status = 0;
        lastDuration = seconds(unreachable.duration());
        failures.increment(unreachable.failure().label());
      }
      case Outcome.Withheld held -> {
        status = 0;
        withheld.increment(held.reason().label());
      }
    }
  }

  private void answered(Exchange exchange) {
    runs++;
    status = exchange.status();
    lastDuration = seconds(exchange.duration());
    if (exchange.tls() != null) {
      certificateExpiry = seconds(exchange.tls().expiresAt());
    }
  }

  synchronized void refused(Cause cause) {
    refusals.increment(cause.label());
  }

  synchronized void slowedDown(boolean now) {
    slowedDown = now;
  }

  synchronized void collect(SeriesText out) {
    out.info(MetricCatalogue.PROBE_INFO, info);
    out.add(MetricCatalogue.PROBE_INTERVAL, labels, intervalSeconds);
    out.count(MetricCatalogue.PROBE_RUNS, labels, runs);
    if (!Double.isNaN(lastRun)) {
      if (judged) {
        out.add(MetricCatalogue.PROBE_SUCCESS, labels, success ? 1 : 0);
      }
      out.add(MetricCatalogue.PROBE_STATUS_CODE, labels, status);
      out.add(MetricCatalogue.PROBE_LAST_RUN, labels, lastRun);
      out.add(MetricCatalogue.PROBE_SLOWED_DOWN, labels, slowedDown ? 1 : 0);
    }
    out.addUnlessNaN(MetricCatalogue.PROBE_LAST_DURATION, labels, lastDuration);
    out.addUnlessNaN(MetricCatalogue.CLOCK_SKEW, labels, clockSkew);
    out.addUnlessNaN(MetricCatalogue.TLS_CERTIFICATE_EXPIRY, labels, certificateExpiry);
    failures.collect(MetricCatalogue.PROBE_FAILURES, labels, "reason", out);
    withheld.collect(MetricCatalogue.PROBE_WITHHELD, labels, "reason", out);
    refusals.collect(MetricCatalogue.PROBE_REFUSALS, labels, "cause", out);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1e3;
  }
}
