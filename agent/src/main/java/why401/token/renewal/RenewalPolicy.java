package why401.token.renewal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import why401.credential.OAuthClient;

/// When to renew and when to try again. [DefaultRenewalPolicy] is the one that runs; the soak puts
/// known bugs in its place, to see that it notices them.
public interface RenewalPolicy {
  /// T: the bound of an attempt to renew a token that is still good for something.
  ///
  /// @param lifetime L
  /// @param answerTime what the issuer was seen to take lately
  /// @param limit the configured timeout
  Duration timeout(Duration lifetime, Duration answerTime, Duration limit);

  /// The times of generation `generation` of `credential`.
  RenewalTimes times(Life life, String credential, long generation);

  /// Whether a generation of age `age` is due for renewal.
  boolean due(RenewalTimes times, Duration age);

  /// The remaining lifetime of a generation of age `age`.
  Duration remaining(RenewalTimes times, Duration age);

  /// The pause after the `failures`th failure in a row.
  ///
  /// @param untilCritical time left until E − X; negative or zero afterwards, and without a token
  Duration retryDelay(int failures, Duration untilCritical);

  /// The pause after an attempt that only a person or a changed secret can help.
  Duration suspension();

  /// What the times are computed from.
  ///
  /// @param lifetime from the request to the end
  /// @param refreshIn when the server wants it renewed (`refresh_in`), if stated
  /// @param issuerOffset the issuer's clock minus ours
  /// @param probeTimeout P: the probes' own total timeout
  /// @param answerTime what the issuer was seen to take lately, zero if nothing is known
  /// @param limit the configured timeout of an attempt
  record Life(
      Duration lifetime,
      @Nullable Duration refreshIn,
      Duration issuerOffset,
      Duration probeTimeout,
      Duration answerTime,
      Duration limit) {
    /// Of a token whose issuer is quick.
    public Life(
        Duration lifetime,
        @Nullable Duration refreshIn,
        Duration issuerOffset,
        Duration probeTimeout) {
      this(
          lifetime,
          refreshIn,
          issuerOffset,
          probeTimeout,
          Duration.ZERO,
          OAuthClient.DEFAULT_TIMEOUT);
    }

    /// The same with another lifetime.
    Life lasting(Duration other) {
      return new Life(other, refreshIn, issuerOffset, probeTimeout, answerTime, limit);
    }
  }
}
