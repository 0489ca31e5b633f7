package why401.token.renewal;

import java.time.Duration;

/// The times of one generation (renewal.md, 1), all counted from the instant just before its
/// request was written.
///
/// @param lifetime L
/// @param guard s: a token with less lifetime left is not sent
/// @param timeout T: limit of one renewal attempt
/// @param minRemaining X: minimum remaining lifetime for a probe
/// @param renewAfter R
/// @param onDemand whether it is too short-lived to be renewed ahead: one token for each probe
public record RenewalTimes(
    Duration lifetime,
    Duration guard,
    Duration timeout,
    Duration minRemaining,
    Duration renewAfter,
    boolean onDemand) {
  /// E − X: from here on a probe may have to wait.
  public Duration critical() {
    return lifetime.minus(minRemaining);
  }
}
