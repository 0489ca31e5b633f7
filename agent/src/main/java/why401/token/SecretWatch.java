package why401.token;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;

/// Looks at the secrets of suspended credentials every few seconds: a changed one is tried at once.
final class SecretWatch {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final Clocks clocks;
  private final Executor threads;

  SecretWatch(Clocks clocks, Executor threads) {
    this.clocks = clocks;
    this.threads = threads;
  }

  void tick(Collection<Slot> slots) {
    Moment now = clocks.now();
    for (Slot slot : slots) {
      Retry retry = slot.retry();
      if (retry.suspended() && !retry.allows(now) && slot.look(now.nanos(), PERIOD)) {
        threads.execute(() -> look(slot, retry));
      }
    }
  }

  /// Content counts, not the time of the file: what is mounted may be swapped behind a link.
  private void look(Slot slot, Retry retry) {
    String fingerprint = SecretsOf.fingerprint(slot.credential());
    if (!fingerprint.isEmpty() && !fingerprint.equals(retry.fingerprint())) {
      slot.replace(retry, retry.dueNow());
    }
  }
}
