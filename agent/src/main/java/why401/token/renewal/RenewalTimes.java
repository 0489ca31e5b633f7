package why401.token.renewal;

import java.time.Duration;

/// The times of one generation (renewal.md, 1), all counted from the instant just before its
/// request was written.
///
/// @param lifetime L
/// @param guard s: with less life left nothing leaves
/// @param timeout T: bound of one attempt to renew
/// @param minRemaining X: least life that a probe should leave with
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
