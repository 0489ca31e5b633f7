package why401.token.source;

import java.time.Duration;
import java.util.Random;
import why401.time.Durations;
import why401.token.renewal.RenewalPolicy;
import why401.token.renewal.RenewalTimes;

/// The renewal policy with one bug in it.
final class BuggyRenewalPolicy implements RenewalPolicy {
  private final RenewalPolicy right;
  private final Bug bug;
  private final Random random;

  BuggyRenewalPolicy(RenewalPolicy right, Bug bug, Random random) {
    this.right = right;
    this.bug = bug;
    this.random = random;
  }

  @Override
  public RenewalTimes times(Life life, String credential, long generation) {
    RenewalTimes times = right.times(life, credential, generation);
    return bug == Bug.TOKEN_WITHHELD_LATE
        ? new RenewalTimes(
            times.lifetime(),
            times.lifetime().dividedBy(4),
            times.timeout(),
            times.minRemaining(),
            times.renewAfter(),
            times.onDemand())
        : times;
  }

  @Override
  public Duration timeout(Duration lifetime, Duration answerTime, Duration limit) {
    Duration known = bug == Bug.BOUND_BY_LIFE_ALONE ? Duration.ZERO : answerTime;
    return right.timeout(lifetime, known, limit);
  }

  @Override
  public boolean due(RenewalTimes times, Duration age) {
    if (bug == Bug.JITTER_DRAWN_AGAIN) {
      Duration half = times.lifetime().dividedBy(2);
      boolean window = times.renewAfter().compareTo(half.plusSeconds(1)) > 0;
      double place = 0.6 + 0.15 * random.nextDouble();
      return window
          ? age.compareTo(Durations.scale(times.lifetime(), place)) >= 0
          : right.due(times, age);
    }
    return right.due(times, age);
  }

  @Override
  public Duration remaining(RenewalTimes times, Duration age) {
    Duration remaining = right.remaining(times, age);
    return bug == Bug.SKEW_WITH_THE_WRONG_SIGN
        ? remaining.plus(times.guard().multipliedBy(2))
        : remaining;
  }

  @Override
  public Duration retryDelay(int failures, Duration untilCritical) {
    return switch (bug) {
      case NO_PAUSE_AFTER_FAILURE -> Duration.ZERO;
      case BACK_OFF_OVERFLOWS ->
          Durations.min(Duration.ofSeconds(60), Duration.ofMillis((1L << failures - 1) * 100));
      case NONE,
          SINGLE_FLIGHT_RELEASED_AT_ONCE,
          SKEW_WITH_THE_WRONG_SIGN,
          JITTER_DRAWN_AGAIN,
          TOKEN_DROPPED_ON_FAILURE,
          TOKEN_CLEARED_BEFORE_RENEWAL,
          TOKEN_WITHHELD_LATE,
          EXPIRY_RELOADED_AS_NEW,
          OKHTTP_AS_IT_COMES,
          BOUND_BY_LIFE_ALONE,
          LOST_ANSWER_TAKEN_FOR_A_REFUSAL,
          SAME_TOKEN_TAKEN_FOR_FRESH,
          EARLY_DEATH_IGNORED ->
          right.retryDelay(failures, untilCritical);
    };
  }

  @Override
  public Duration suspension() {
    return right.suspension();
  }
}
