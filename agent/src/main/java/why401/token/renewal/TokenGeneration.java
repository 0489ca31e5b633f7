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
  /// Since it was asked for.
  public Duration age(ClockReading now) {
    return now.since(sent);
  }

  public boolean usableYet(ClockReading now) {
    return age(now).compareTo(usableFrom) >= 0;
  }

  /// Time left until E − X.
  Duration untilCritical(ClockReading now) {
    return times.critical().minus(age(now));
  }

  /// Time left until it is used up.
  Duration untilUsedUp(ClockReading now) {
    return times.usedUp().minus(age(now));
  }

  /// Time left until nothing may be sent with it any more.
  public Duration untilGuard(ClockReading now) {
    return times.lifetime().minus(times.guard()).minus(age(now));
  }

  /// Time left until its end.
  public Duration untilEnd(ClockReading now) {
    return times.lifetime().minus(age(now));
  }

  /// The same, ending `lifetime` after it was asked for.
  TokenGeneration endingAfter(Duration lifetime) {
    return new TokenGeneration(
        token.endingAt(token.issuedAt().plus(lifetime)),
        times.endingAfter(lifetime),
        sent,
        usableFrom);
  }

  /// The same, renewed after `age` at the latest.
  TokenGeneration renewedBy(Duration age) {
    RenewalTimes earlier = times.renewedBy(age);
    return new TokenGeneration(
        token.renewingAt(token.issuedAt().plus(earlier.renewAfter())), earlier, sent, usableFrom);
  }

  /// The same, usable at once; still not held back a second time.
  TokenGeneration usableAtOnce() {
    return new TokenGeneration(token, times, sent, Duration.ofNanos(1));
  }

  /// The same, usable only `pause` from now.
  TokenGeneration heldBack(ClockReading now, Duration pause) {
    return new TokenGeneration(token, times, sent, age(now).plus(pause));
  }
}
