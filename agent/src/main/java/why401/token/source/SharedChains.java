package why401.token.source;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import why401.credential.Credential;
import why401.deployment.SharedRecords;
import why401.time.PairedClock;
import why401.token.oauth.RefreshTokenStore;
import why401.token.renewal.RenewableCredential;
import why401.token.renewal.RenewableCredentials;
import why401.token.renewal.RenewalAttempt;

/// The refresh tokens of a cluster, as far as one member has to see to them.
final class SharedChains {
  private static final Duration LOGINS = Duration.ofSeconds(5);

  private final RefreshTokenStore refreshTokens;
  private final RenewableCredentials renewables;
  private final PairedClock clocks;
  private final Executor threads;
  private volatile boolean shared;
  private volatile long compared;

  SharedChains(
      RefreshTokenStore refreshTokens,
      RenewableCredentials renewables,
      PairedClock clocks,
      Executor threads) {
    this.refreshTokens = refreshTokens;
    this.renewables = renewables;
    this.clocks = clocks;
    this.threads = threads;
  }

  void share(SharedRecords members) {
    refreshTokens.share(members, clocks.wall(), all());
    compared = clocks.nanos().getAsLong();
    shared = true;
  }

  private List<Credential.RefreshToken> all() {
    return renewables.renewable().stream()
        .map(RenewableCredential::credential)
        .filter(Credential.RefreshToken.class::isInstance)
        .map(Credential.RefreshToken.class::cast)
        .toList();
  }

  /// Looks for logins at other members now and then.
  void tick() {
    long now = clocks.nanos().getAsLong();
    if (shared && now - compared > LOGINS.toNanos()) {
      compared = now;
      threads.execute(() -> refreshTokens.compareLogins(all()));
    }
  }

  /// Waits until no refresh token is on its way.
  void awaitAnswers(Duration grace) {
    long end = clocks.nanos().getAsLong() + grace.toNanos();
    for (RenewableCredential one : renewables.renewable()) {
      RenewalAttempt attempt = one.attempt();
      if (attempt != null && one.credential() instanceof Credential.RefreshToken) {
        long left = Math.max(0, end - clocks.nanos().getAsLong());
        var _ = TokenSelector.await(attempt.result(), Duration.ofNanos(left));
      }
    }
  }
}
