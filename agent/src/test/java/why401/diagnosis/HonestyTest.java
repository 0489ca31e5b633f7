package why401.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.evidence.Background;
import why401.diagnosis.evidence.CredentialFacts.Kind;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.evidence.EvidenceView;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.diagnosis.verdict.RemainingBudget;
import why401.diagnosis.verdict.Verdict;
import why401.response.prose.ProseReading.Band;

/// Whatever a world answers: the examination ends, within its allowance, without harm, and is never
/// certain without an experiment or somebody's word.
@Execution(ExecutionMode.CONCURRENT)
class HonestyTest {
  private static final int ROUNDS = 40;

  @RepeatedTest(50)
  void everyExamination_endsWithinBoundsAndIsHonest(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    RandomTarget target = new RandomTarget(random);
    for (int i = 0; i < ROUNDS; i++) {
      A a = target.refusal();
      int left = random.nextInt(7);
      int refusals = random.nextInt(2);
      boolean shown = true;
      while (new Diagnostician().examine(a.allowed(left, refusals).evidence())
          instanceof Diagnosis.Asks(Experiment experiment)) {
        EvidenceView c = a.asCase();
        boolean password = c.kind() == Kind.PASSWORD;
        assertThat(c.braked()).isFalse();
        shown = experiment.showsSecret();
        assertThat(!shown || !password || refusals > 0).isTrue();
        target.answer(a, experiment);
        ExperimentResult last = a.lastAnswer();
        assertThat(last.requests()).isLessThanOrEqualTo(left);
        left -= last.requests();
        refusals -= shown && password && random.nextBoolean() ? 1 : 0;
        refusals = Math.max(0, refusals);
      }
      honest(a);
      // Where a new token met another refusal, a later look at the old one sees other replies.
      EvidenceView c = a.asCase();
      if (c.standing().equals(c.refusal())) {
        laterLookThatMayNotAsk_isNoSurer(c.evidence());
      }
    }
  }

  private static void laterLookThatMayNotAsk_isNoSurer(Evidence evidence) {
    Diagnosis.Concluded first = (Diagnosis.Concluded) new Diagnostician().examine(evidence);
    Background known = evidence.background();
    Evidence later =
        new Evidence(
            evidence.now(),
            evidence.symptom(),
            new Background(
                known.context(),
                known.lastAccepted(),
                known.history(),
                known.neighbours(),
                known.issuer(),
                first.verdict(),
                first.observations()),
            RemainingBudget.NONE,
            List.of());
    Verdict second = ((Diagnosis.Concluded) new Diagnostician().examine(later)).verdict();
    assertThat(second.confidence())
        .as("%s", first)
        .isGreaterThanOrEqualTo(first.verdict().confidence());
    assertThat(second.cause()).as("%s", first).isEqualTo(first.verdict().cause());
  }

  private static void honest(A a) {
    Verdict verdict = a.verdict();
    EvidenceView c = a.asCase();
    assertThat(verdict.summary()).endsWith(".");
    if (verdict.confidence() == Confidence.CERTAIN) {
      boolean tried = !verdict.experiments().isEmpty();
      boolean said = c.interpretation().reason().cause(Band.HIGH).isPresent();
      boolean ownSight =
          c.kind() == Kind.NONE || !c.exchange().hops().isEmpty() || c.status() == 407;
      boolean signedTimes =
          verdict.cause() == Cause.CLOCK_SKEW || verdict.cause() == Cause.TOKEN_EXPIRED;
      assertThat(tried || said || ownSight || signedTimes).as("%s", verdict).isTrue();
    }
  }
}
