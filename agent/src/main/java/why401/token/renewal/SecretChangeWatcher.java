package why401.token.renewal;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import why401.time.ClockReading;
import why401.time.PairedClock;
import why401.token.issuer.RequiredSecrets;

/// Checks the secrets of suspended credentials every few seconds: a changed one is tried at once.
public final class SecretChangeWatcher {
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final PairedClock clocks;
  private final Executor threads;

  public SecretChangeWatcher(PairedClock clocks, Executor threads) {
    this.clocks = clocks;
    this.threads = threads;
  }

  public void tick(Collection<RenewableCredential> renewables) {
    ClockReading now = clocks.now();
    for (RenewableCredential renewable : renewables) {
      RetryState retry = renewable.retry();
      if (retry.suspended()
          && !retry.allows(now)
          && renewable.claimSecretCheck(now.nanos(), PERIOD)) {
        threads.execute(() -> check(renewable, retry));
      }
    }
  }

  /// Compares content, not file times: a mounted secret may be swapped behind a link.
  private void check(RenewableCredential renewable, RetryState retry) {
    String fingerprint = RequiredSecrets.fingerprint(renewable.credential());
    if (!fingerprint.isEmpty() && !fingerprint.equals(retry.fingerprint())) {
      renewable.replace(retry, retry.dueNow());
    }
  }
}
