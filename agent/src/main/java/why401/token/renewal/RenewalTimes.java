package why401.token.renewal;

import java.time.Duration;
import why401.time.Durations;

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
  /// The same, renewed after `earlier` at the latest.
  RenewalTimes renewedBy(Duration earlier) {
    Duration after = Durations.min(renewAfter, earlier);
    return new RenewalTimes(lifetime, guard, timeout, minRemaining, after, onDemand);
  }

  /// The same with an earlier end.
  RenewalTimes endingAfter(Duration shorter) {
    return new RenewalTimes(
        Durations.min(lifetime, shorter), guard, timeout, minRemaining, renewAfter, onDemand);
  }

  /// Until the token is used up: it may still serve while an attempt is made, but for a tenth of
  /// its life at most.
  Duration usedUp() {
    return lifetime.minus(guard).minus(Durations.min(timeout, lifetime.dividedBy(10)));
  }

  /// E − X: from here on a probe may have to wait.
  public Duration critical() {
    return lifetime.minus(minRemaining);
  }
}
