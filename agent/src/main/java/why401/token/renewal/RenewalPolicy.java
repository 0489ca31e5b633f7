package why401.token.renewal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// When to renew and when to try again. [DefaultRenewalPolicy] is the one that runs; the soak puts
/// known bugs in its place, to see that it notices them.
public interface RenewalPolicy {
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
  record Life(
      Duration lifetime,
      @Nullable Duration refreshIn,
      Duration issuerOffset,
      Duration probeTimeout) {}
}
