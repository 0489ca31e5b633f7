package why401.token;

import java.time.Duration;

/// A token together with what says how old it is.
///
/// @param sent the moment just before its request was written
/// @param usableFrom the age from which the issuer calls it valid (`nbf`); zero for at once
record Generation(Token token, Times times, Moment sent, Duration usableFrom) {
  Duration age(Moment now) {
    return now.since(sent);
  }

  boolean usableYet(Moment now) {
    return age(now).compareTo(usableFrom) >= 0;
  }

  /// Time left until E − X.
  Duration untilCritical(Moment now) {
    return times.critical().minus(age(now));
  }

  /// The same, usable only `pause` from now.
  Generation heldBack(Moment now, Duration pause) {
    return new Generation(token, times, sent, age(now).plus(pause));
  }
}
