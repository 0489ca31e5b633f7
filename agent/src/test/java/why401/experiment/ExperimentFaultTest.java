package why401.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.verdict.DiagnosisLimits;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;
import why401.probe.Probe;
import why401.probe.RequestVariation;

/// An experiment that fails by a fault of the agent ends itself, not the diagnosis, and was paid.
class ExperimentFaultTest {
  private final ExperimentFixture bed = new ExperimentFixture();

  /// A target that refuses, and breaks whatever asks it again.
  private Outcome.Refused refusedOnce() {
    TokenWorld.healthy(bed, TokenWorld.first());
    bed.world.target =
        ask -> {
          if (ask.nth() > 1) {
            throw new IllegalStateException("a fault");
          }
          return World.Reply.of(401, "WWW-Authenticate: Bearer");
        };
    bed.world.renewal =
        _ -> {
          throw new IllegalStateException("a fault");
        };
    return (Outcome.Refused)
        bed.prober.send(bed.probe(), bed.credentials, new RequestVariation.AsConfigured());
  }

  private Verdict examine(ExperimentBudget budget, Outcome.Refused refused) {
    Probe probe = bed.probe();
    Diagnosis.Concluded concluded =
        bed.examination(budget)
            .refused(
                new RefusedRun(probe, bed.credential, bed.credentials, refused),
                bed.background(probe, bed.credential));
    return concluded.verdict();
  }

  @Test
  void faultOfAnExperiment_isReportedAndLeavesAVerdict() {
    Verdict verdict = examine(new ExperimentBudget(bed.limits, () -> bed.world.now), refusedOnce());
    assertThat(bed.faults).isNotEmpty();
    assertThat(verdict.cause()).isIn((Object[]) Cause.values());
  }

  @Test
  void requestsOfFailedExperiments_countAgainstTheBudget() {
    ExperimentBudget budget = new ExperimentBudget(new DiagnosisLimits(6, 10), () -> bed.world.now);
    Outcome.Refused refused = refusedOnce();
    for (int i = 0; i < 10; i++) {
      examine(budget, refused);
    }
    assertThat(bed.world.asked.size() - 1).isLessThanOrEqualTo(10);
    assertThat(budget.left(bed.probe())).isZero();
  }
}
