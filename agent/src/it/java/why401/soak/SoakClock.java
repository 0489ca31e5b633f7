package why401.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import why401.token.source.ManualTime;

/// Accelerated time. The agent sees [#agent], whose wall clock can be set and whose monotonic clock
/// stops while the machine is suspended; providers and resources live in true time.
final class SoakClock {
  static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  private final ManualTime agent = new ManualTime(START);
  private final AtomicReference<Instant> truth = new AtomicReference<>(START);

  ManualTime agent() {
    return agent;
  }

  Instant now() {
    return truth.get();
  }

  /// The agent's wall clock minus the true time.
  Duration ahead() {
    return Duration.between(now(), agent.instant());
  }

  long seconds() {
    return Duration.between(START, now()).toSeconds();
  }

  void advance(Duration duration) {
    agent.advance(duration);
    truth.updateAndGet(at -> at.plus(duration));
  }

  /// The agent's machine sleeps: its monotonic clock stops.
  void suspend(Duration duration) {
    agent.step(duration);
    truth.updateAndGet(at -> at.plus(duration));
  }
}
