package why401.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import why401.token.Bug;

/// The soak in its short form, and the proof that it can fail.
class SoakIT {
  private static final long SEED = 42;

  @Test
  void allInvariantsHold() throws Exception {
    Verdict verdict = new Soak(SoakSize.SHORT, SEED, Bug.NONE, System.out).run();

    assertThat(verdict.counts()).as(verdict.toString()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Bug.class)
  void everyKnownBug_isNoticed(Bug bug) throws Exception {
    SoakSize size =
        switch (bug) {
          case NO_PAUSE_AFTER_FAILURE, BACK_OFF_OVERFLOWS -> SoakSize.LONG_OUTAGE;
          default -> SoakSize.MUTATION;
        };
    PrintStream silent = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

    Verdict verdict = new Soak(size, SEED, bug, silent).run();

    assertThat(verdict.holds()).as(verdict.toString()).isEqualTo(bug == Bug.NONE);
  }
}
