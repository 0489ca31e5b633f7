package why401.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import why401.token.source.Bug;

/// The soak, in its short form unless told otherwise: `-Dsoak.seed=NUMBER` draws other faults,
/// `-Dsoak.hours=NUMBER` asks for so many hours of them, in accelerated time.
@Order(7)
class SoakIT {
  @Test
  void allInvariantsHold() throws Exception {
    int hours = Integer.getInteger("soak.hours", 0);
    SoakSize size = hours == 0 ? SoakSize.SHORT : SoakSize.hours(hours);

    Verdict verdict = new Soak(size, Long.getLong("soak.seed", 7), Bug.NONE, System.out).run();

    assertThat(verdict.counts()).as(verdict.toString()).isEmpty();
  }
}
