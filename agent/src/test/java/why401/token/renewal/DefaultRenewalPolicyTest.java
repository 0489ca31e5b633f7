package why401.token.renewal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultRenewalPolicyTest {
  private static final Duration P = Duration.ofSeconds(10);

  private final DefaultRenewalPolicy policy = new DefaultRenewalPolicy(new Random(1));

  /// Milliseconds: L, issuer offset, then s, T, X.
  @ParameterizedTest
  @CsvSource({
    "60000, 0, 2000, 3000, 12000",
    "300000, 0, 2000, 10000, 12000",
    "3600000, 0, 2000, 10000, 12000",
    "20000, 0, 2000, 1000, 5000",
    "19990, 0, 1999, 1000, 4997",
    "20020, 0, 2000, 1001, 5005",
    "5000, 0, 500, 1000, 1250",
    "199999, 0, 2000, 9999, 12000",
    "200001, 0, 2000, 10000, 12000",
    "3600000, 1000, 2000, 10000, 12000",
    "3600000, 1001, 2001, 10000, 12001",
    "3600000, -5000, 6000, 10000, 16000",
    "3600000, 59000, 60000, 10000, 70000",
    "3600000, 120000, 60000, 10000, 70000",
    "300000, 120000, 30000, 10000, 40000",
    "47999, 0, 2000, 2399, 11999",
    "48001, 0, 2000, 2400, 12000",
  })
  void times_areThoseOfTheTable(long life, long offset, long guard, long timeout, long least) {
    RenewalTimes times = times(Duration.ofMillis(life), null, Duration.ofMillis(offset), "a", 1);

    assertThat(times.guard().toMillis()).isEqualTo(guard);
    assertThat(times.timeout().toMillis()).isEqualTo(timeout);
    assertThat(times.minRemaining().toMillis()).isEqualTo(least);
  }

  @ParameterizedTest
  @CsvSource({
    "20, 12, 15",
    "30, 18, 22.5",
    "300, 180, 225",
    "3600, 2160, 2700",
    "86400, 51840, 64800"
  })
  void renewal_isInTheWindow(long life, double from, double to) {
    for (long generation = 1; generation <= 500; generation++) {
      assertThat(renewAfter(life, "billing", generation).toMillis())
          .isBetween((long) (from * 1000), (long) (to * 1000));
    }
  }

  @ParameterizedTest
  @CsvSource({"45, 22500", "60, 30000", "100, 50000"})
  void renewal_isAtHalfLife_whereTheWindowLeavesNoTimeForRetries(long life, long millis) {
    assertThat(renewAfter(life, "billing", 1).toMillis()).isEqualTo(millis);
  }

  @Test
  void renewal_isSpreadEvenlyOverTheWindow() {
    double[] places =
        LongStream.rangeClosed(1, 2000)
            .mapToDouble(n -> (renewAfter(3600, "c" + n % 40, n).toMillis() - 2.16e6) / 5.4e5)
            .toArray();

    assertThat(DoubleStream.of(places).average().orElseThrow()).isBetween(0.47, 0.53);
    assertThat(DoubleStream.of(places).filter(place -> place < 0.1).count()).isBetween(150L, 250L);
    assertThat(DoubleStream.of(places).filter(place -> place > 0.9).count()).isBetween(150L, 250L);
  }

  @Test
  void renewal_isTheSameAfterARestart_andDiffersByCredentialAndGeneration() {
    assertThat(renewAfter(3600, "a", 1)).isEqualTo(renewAfter(3600, "a", 1));
    assertThat(renewAfter(3600, "a", 1)).isNotEqualTo(renewAfter(3600, "b", 1));
    assertThat(renewAfter(3600, "a", 1)).isNotEqualTo(renewAfter(3600, "a", 2));
  }

  @ParameterizedTest
  @CsvSource({"1800, 1800, 2700", "60, 900, 2700", "900, 900, 2700"})
  void refreshIn_beginsTheWindow_butNeverBeforeAQuarterOfTheLife(long asked, long from, long to) {
    RenewalTimes times =
        times(Duration.ofHours(1), Duration.ofSeconds(asked), Duration.ZERO, "a", 3);

    assertThat(times.renewAfter().toSeconds()).isBetween(from, to);
  }

  @Test
  void refreshIn_pastWhatIsSafe_fallsBackToHalfLife() {
    RenewalTimes times = times(Duration.ofHours(1), Duration.ofMinutes(59), Duration.ZERO, "a", 3);

    assertThat(times.renewAfter()).isEqualTo(Duration.ofMinutes(30));
  }

  @ParameterizedTest
  @CsvSource({"4999, true", "5000, false"})
  void underFiveSeconds_isOnDemand(long millis, boolean onDemand) {
    assertThat(times(Duration.ofMillis(millis), null, Duration.ZERO, "a", 1).onDemand())
        .isEqualTo(onDemand);
  }

  @Test
  void renewal_isNeverWithinTheFirstSecond() {
    assertThat(times(Duration.ofMillis(300), null, Duration.ZERO, "a", 1).renewAfter())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void due_isExactlyFromTheRenewalInstantOn() {
    RenewalTimes times = times(Duration.ofSeconds(300), null, Duration.ZERO, "a", 1);

    assertThat(policy.due(times, times.renewAfter().minusNanos(1))).isFalse();
    assertThat(policy.due(times, times.renewAfter())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 500, 1000",
    "2, 1000, 2000",
    "5, 8000, 16000",
    "7, 30000, 60000",
    "16, 30000, 60000"
  })
  void retryDelay_doublesUpToAMinute(int failures, long from, long to) {
    for (int i = 0; i < 100; i++) {
      assertThat(policy.retryDelay(failures, Duration.ofHours(1)).toMillis()).isBetween(from, to);
    }
  }

  @Test
  void retryDelay_afterTenThousandFailures_isStillBetweenHalfAMinuteAndAMinute() {
    assertThat(IntStream.of(10_000, Integer.MAX_VALUE, 17, 32, 33, 58, 64, 65))
        .allSatisfy(
            n ->
                assertThat(policy.retryDelay(n, Duration.ofSeconds(-1)).toMillis())
                    .isBetween(30_000L, 60_000L));
  }

  /// Seconds until E − X, then the cap in milliseconds.
  @ParameterizedTest
  @CsvSource({
    "240, 60000",
    "200, 50000",
    "40, 10000",
    "8, 2000",
    "3, 1000",
    "0, 60000",
    "-5, 60000"
  })
  void retryDelay_isCappedByAQuarterOfTheTimeLeft(long untilCritical, long cap) {
    for (int i = 0; i < 100; i++) {
      assertThat(policy.retryDelay(20, Duration.ofSeconds(untilCritical)).toMillis())
          .isBetween(cap / 2, cap);
    }
  }

  @Test
  void suspension_isFiveToSixMinutes() {
    for (int i = 0; i < 100; i++) {
      assertThat(policy.suspension().toSeconds()).isBetween(300L, 360L);
    }
  }

  private Duration renewAfter(long life, String credential, long generation) {
    return times(Duration.ofSeconds(life), null, Duration.ZERO, credential, generation)
        .renewAfter();
  }

  private RenewalTimes times(
      Duration life, @Nullable Duration refreshIn, Duration offset, String name, long generation) {
    return policy.times(new RenewalPolicy.Life(life, refreshIn, offset, P), name, generation);
  }
}
