package why401.diagnosis.observation;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.verdict.Formats;
import why401.probe.Exchange;

/// Looks whether the target took its time to refuse: many delay the answer to a wrong secret, and
/// none delays the answer to a request that shows no secret.
final class DelayObserver implements Observer {
  private static final Duration LONG = Duration.ofSeconds(1);
  private static final int TIMES = 4;

  /// What a new connection takes says nothing of the target.
  private static final Set<String> CONNECTING = Set.of("dns", "connect", "tls");

  @Override
  public void look(EvidenceView c, ObservationLog log) {
    Optional<Duration> other =
        c.observed(Experiment.AnonymousControl.class)
            .flatMap(Observation::exchange)
            .map(DelayObserver::took);
    if (other.isEmpty()) {
      return;
    }
    Duration ours = took(c.exchange());
    boolean late =
        ours.compareTo(LONG) >= 0 && ours.compareTo(other.get().multipliedBy(TIMES)) >= 0;
    log.either(
        "delay",
        late,
        "late",
        "prompt",
        "took",
        Formats.span(ours),
        "other",
        Formats.span(other.get()));
  }

  private static Duration took(Exchange exchange) {
    Duration connecting =
        exchange.phases().entrySet().stream()
            .filter(phase -> CONNECTING.contains(phase.getKey()))
            .map(java.util.Map.Entry::getValue)
            .reduce(Duration.ZERO, Duration::plus);
    return exchange.duration().minus(connecting);
  }
}
