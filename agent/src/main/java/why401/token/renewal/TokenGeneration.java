package why401.token.renewal;

import java.time.Duration;
import why401.time.ClockReading;
import why401.token.Token;

/// A token and the readings from which its age is computed.
///
/// @param sent the moment just before its request was written
/// @param usableFrom the age from which the issuer calls it valid (`nbf`); zero for at once
public record TokenGeneration(
    Token token, RenewalTimes times, ClockReading sent, Duration usableFrom) {
  public Duration age(ClockReading now) {
    return now.since(sent);
  }

  boolean usableYet(ClockReading now) {
    return age(now).compareTo(usableFrom) >= 0;
  }

  /// Time left until E − X.
  Duration untilCritical(ClockReading now) {
    return times.critical().minus(age(now));
  }

  /// The same, usable only `pause` from now.
  TokenGeneration heldBack(ClockReading now, Duration pause) {
    return new TokenGeneration(token, times, sent, age(now).plus(pause));
  }
}
