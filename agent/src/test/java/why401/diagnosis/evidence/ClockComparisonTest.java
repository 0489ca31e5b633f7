package why401.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import why401.cause.FaultDomain;
import why401.diagnosis.A;
import why401.diagnosis.credential.CredentialFacts;

class ClockComparisonTest {
  private static ClockComparison look(Duration skew, Duration provider) {
    return new ClockComparison(Instant.EPOCH, skew, Duration.ofSeconds(2), provider);
  }

  @Test
  void off_isTheOneAgainstTwo() {
    Duration none = Duration.ZERO;
    Duration far = Duration.ofMinutes(10);
    assertThat(look(far, none).off(FaultDomain.UNKNOWN)).isEqualTo(FaultDomain.TARGET);
    assertThat(look(none, far).off(FaultDomain.UNKNOWN)).isEqualTo(FaultDomain.IDENTITY_PROVIDER);
    assertThat(look(far, far).off(FaultDomain.UNKNOWN)).isEqualTo(FaultDomain.CLIENT);
    assertThat(look(far, far.negated()).off(FaultDomain.UNKNOWN)).isEqualTo(FaultDomain.UNKNOWN);
  }

  @Test
  void skew_isTakenFromTheDateHeader() {
    ClockComparison look =
        ClockComparison.at(
            A.token().clock(Duration.ofSeconds(30)).asCase().exchange(), CredentialFacts.NONE);
    assertThat(look.skew()).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(31));
    assertThat(look.targetDiffers()).isTrue();
  }
}
