package why401.token.renewal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.time.ClockReading;
import why401.time.Durations;

/// Paces the renewals that refusals ask for: one in half a minute for the credential, and for each
/// target half as often each time, until a token has served there for a minute or half its life.
final class ForcedRenewals {
  private static final Duration FIRST = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration SERVED = Duration.ofMinutes(1);
  private static final int MOST_DOUBLINGS = 6;

  private record Pace(int renewals, ClockReading last) {}

  private final Map<String, Pace> places = new HashMap<>();
  private @Nullable ClockReading last;

  /// Takes a renewal that the diagnosis asks for.
  ///
  /// @return the pause that is not over yet, or null if it is taken
  synchronized @Nullable Duration claim(Duration period, ClockReading now) {
    if (last != null && now.since(last).compareTo(period) < 0) {
      return period;
    }
    last = now;
    return null;
  }

  /// Takes one that a refusal at `place` asks for, if it is due there.
  synchronized boolean claim(String place, Duration period, ClockReading now) {
    Pace pace = places.get(place);
    if (pace != null && now.since(pace.last()).compareTo(pause(pace.renewals())) < 0) {
      return false;
    }
    if (claim(period, now) != null) {
      return false;
    }
    places.put(place, new Pace(pace == null ? 1 : pace.renewals() + 1, now));
    return true;
  }

  private static Duration pause(int renewals) {
    Duration doubled = FIRST.multipliedBy(1L << Math.min(renewals - 1, MOST_DOUBLINGS));
    return Durations.min(doubled, LONGEST);
  }

  /// A token of that age and life was accepted at `place`.
  synchronized void accepted(String place, Duration age, Duration life) {
    if (age.compareTo(Durations.min(SERVED, life.dividedBy(2))) >= 0) {
      places.remove(place);
    }
  }
}
