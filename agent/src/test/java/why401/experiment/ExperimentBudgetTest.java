package why401.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.probe.Probe;

class ExperimentBudgetTest {
  private Instant now = World.NOON;
  private final ExperimentBudget budgets =
      new ExperimentBudget(new DiagnosisLimits(6, 10), () -> now);

  private static Probe probe() {
    ExperimentFixture bed = new ExperimentFixture();
    TokenWorld.healthy(bed, TokenWorld.first());
    return bed.probe();
  }

  @Test
  void oneExamination_hasItsOwnLimit() {
    assertThat(budgets.left(probe())).isEqualTo(6);
  }

  @Test
  void anHour_hasItsLimit_andPasses() {
    budgets.spend(probe(), 6);
    assertThat(budgets.left(probe())).isEqualTo(4);
    budgets.spend(probe(), 4);
    assertThat(budgets.left(probe())).isZero();
    now = now.plus(Duration.ofHours(1));
    assertThat(budgets.left(probe())).isEqualTo(6);
  }

  @Test
  void manyProbes_cannotGangUpOnOneTarget() {
    for (int i = 0; i < 8; i++) {
      budgets.retainProbes(Set.of());
      budgets.spend(probe(), 5);
    }
    budgets.retainProbes(Set.of());
    assertThat(budgets.left(probe())).isZero();
  }

  @Test
  void changedLimits_countWhatWasSpent() {
    budgets.spend(probe(), 6);
    budgets.limits(new DiagnosisLimits(3, 8));
    assertThat(budgets.left(probe())).isEqualTo(2);
  }

  @Test
  void requests_areReservedAllOrNone_andSettledByWhatWasSent() {
    assertThat(budgets.reserve(probe(), 8)).isTrue();
    assertThat(budgets.reserve(probe(), 3)).isFalse();
    budgets.settle(probe(), 8, 5);
    assertThat(budgets.left(probe())).isEqualTo(5);
    assertThat(budgets.reserve(probe(), 3)).isTrue();
    budgets.settle(probe(), 3, 4);
    assertThat(budgets.left(probe())).isEqualTo(1);
  }
}
