package why401.token.renewal;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import why401.io.StableHash;
import why401.time.Durations;

/// The renewal policy (renewal.md, 1 and 4). It uses neither clock nor network.
public final class DefaultRenewalPolicy implements RenewalPolicy {
  private static final Duration ON_DEMAND_BELOW = Duration.ofSeconds(5);

  /// Below this lifetime nothing leaves the reserve, and renewing at half of it would only double
  /// the load.
  private static final Duration HALVED_FROM = Duration.ofSeconds(45);

  private static final Duration FLOOR = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final Duration SUSPENSION = Duration.ofMinutes(5);
  private static final int LARGEST_EXPONENT = 16;

  private final RandomGenerator random;

  public DefaultRenewalPolicy(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public RenewalTimes times(Life life, String credential, long generation) {
    Duration lifetime = life.lifetime();
    Duration guard = guard(lifetime, life.issuerOffset());
    Duration timeout = timeout(lifetime, life.answerTime(), life.limit());
    Duration minRemaining = Durations.min(lifetime.dividedBy(4), life.probeTimeout().plus(guard));
    Duration start = windowStart(lifetime, life.refreshIn());
    Duration end = Durations.max(Durations.scale(lifetime, 0.75), start);
    Duration renewAfter =
        start.plus(Durations.scale(end.minus(start), StableHash.fraction(credential, generation)));
    Duration reserve =
        Durations.max(timeout.multipliedBy(3).plusSeconds(15), Durations.scale(lifetime, 0.2));
    boolean reserved = renewAfter.compareTo(lifetime.minus(minRemaining).minus(reserve)) <= 0;
    if (!reserved && lifetime.compareTo(HALVED_FROM) >= 0) {
      renewAfter = Durations.min(renewAfter, lifetime.dividedBy(2));
    }
    Duration latest = lifetime.minus(minRemaining).minus(life.answerTime().multipliedBy(2));
    renewAfter = Durations.min(renewAfter, Durations.max(latest, lifetime.dividedBy(2)));
    boolean onDemand = lifetime.compareTo(ON_DEMAND_BELOW) < 0;
    return new RenewalTimes(
        lifetime, guard, timeout, minRemaining, Durations.max(renewAfter, FLOOR), onDemand);
  }

  /// A slow provider is not a dead one: it is given three times what it took lately.
  @Override
  public Duration timeout(Duration lifetime, Duration answerTime, Duration limit) {
    Duration wanted = Durations.max(lifetime.dividedBy(20), answerTime.multipliedBy(3));
    return Durations.min(Durations.max(wanted, FLOOR), limit);
  }

  private static Duration guard(Duration lifetime, Duration issuerOffset) {
    Duration wanted = Durations.max(issuerOffset.abs().plusSeconds(1), Duration.ofSeconds(2));
    return Durations.min(wanted, Durations.min(Duration.ofSeconds(60), lifetime.dividedBy(10)));
  }

  private static Duration windowStart(Duration lifetime, @Nullable Duration refreshIn) {
    if (refreshIn == null) {
      return Durations.scale(lifetime, 0.6);
    }
    return Durations.clamp(refreshIn, Durations.scale(lifetime, 0.25), lifetime);
  }

  @Override
  public boolean due(RenewalTimes times, Duration age) {
    return !times.onDemand() && age.compareTo(times.renewAfter()) >= 0;
  }

  @Override
  public Duration remaining(RenewalTimes times, Duration age) {
    return times.lifetime().minus(age);
  }

  @Override
  public Duration retryDelay(int failures, Duration untilCritical) {
    int exponent = Math.clamp(failures - 1L, 0, LARGEST_EXPONENT);
    Duration longest = Durations.min(cap(untilCritical), Duration.ofSeconds(1L << exponent));
    return Durations.scale(longest, 0.5 + random.nextDouble() / 2);
  }

  /// The longest pause between two attempts while `untilCritical` is left.
  static Duration cap(Duration untilCritical) {
    return untilCritical.isPositive()
        ? Durations.clamp(untilCritical.dividedBy(4), FLOOR, LONGEST_PAUSE)
        : LONGEST_PAUSE;
  }

  /// Never less than five minutes, so that an hour has twelve of them at most.
  @Override
  public Duration suspension() {
    return Durations.scale(SUSPENSION, 1 + 0.2 * random.nextDouble());
  }
}
