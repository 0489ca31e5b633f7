package why401.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/// The clocks of an agent under rehearsal: this machine's, ahead by what was skipped. Its pauses
/// between attempts are short.
public final class RehearsalTime implements InstantSource {
  private static final int HASTE = 10;

  private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
  private final AtomicReference<Duration> wrong = new AtomicReference<>(Duration.ZERO);

  /// Lets `duration` pass for the agent alone.
  public void pass(Duration duration) {
    passed.updateAndGet(duration::plus);
  }

  /// Sets the agent's wall clock wrong: ahead, or behind when negative.
  public void setWrong(Duration ahead) {
    wrong.set(ahead);
  }

  /// How much was skipped.
  public Duration passed() {
    return passed.get();
  }

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plus(passed.get()).plus(wrong.get());
  }

  long nanos() {
    return System.nanoTime() + passed.get().toNanos();
  }

  AgentRuntime.Pace pace() {
    return new AgentRuntime.Pace(
        this::nanos, pause -> LockSupport.parkNanos(pause.dividedBy(HASTE).toNanos()));
  }
}
