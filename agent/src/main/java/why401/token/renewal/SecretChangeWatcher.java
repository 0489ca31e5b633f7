package why401.token.renewal;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import why401.time.ClockReading;
import why401.time.PairedClock;
import why401.token.issuer.RequiredSecrets;

/// Checks the secrets of suspended credentials every few seconds: a changed one is tried at once.
/// So is the client certificate that tokens are bound to: a new one needs a new token.
public final class SecretChangeWatcher {
  private static final Logger LOG = LoggerFactory.getLogger(SecretChangeWatcher.class);
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
      boolean waits = retry.suspended() && !retry.allows(now);
      if ((waits || renewable.binding().exists())
          && renewable.claimSecretCheck(now.nanos(), PERIOD)) {
        threads.execute(
            () -> {
              checkBinding(renewable);
              if (waits) {
                check(renewable, retry);
              }
            });
      }
    }
  }

  private static void checkBinding(RenewableCredential renewable) {
    BoundCertificate binding = renewable.binding();
    if (binding.exists() && binding.replacedBy(RequiredSecrets.binding(renewable.credential()))) {
      LOG.info(
          "{}: its client certificate was replaced; a token for the new one is obtained",
          renewable.name());
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
