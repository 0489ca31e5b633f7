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
import why401.diagnosis.credential.CredentialFacts.Kind;
import why401.diagnosis.evidence.Background;
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
  private static final int ROUNDS = 15;
  private static final double ROUNDING = 0.001;

  @RepeatedTest(50)
  void everyExamination_endsWithinBoundsAndIsHonest(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    RandomTarget target = new RandomTarget(random);
    for (int i = 0; i < ROUNDS; i++) {
      A a = target.refusal();
      int left = random.nextInt(7);
      int refusals = random.nextInt(2);
      while (new Diagnostician().examine(a.allowed(left, refusals).evidence())
          instanceof Diagnosis.Asks(Experiment experiment)) {
        EvidenceView c = a.asCase();
        boolean password = c.kind() == Kind.PASSWORD;
        assertThat(c.braked()).isFalse();
        boolean shown = experiment.showsSecret();
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
                known.providerClock(),
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
    assertThat(verdict.remedy()).isNotBlank();
    oddsFit(verdict);
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

  /// As probable as it says, and no alternative is more probable.
  private static void oddsFit(Verdict verdict) {
    double probability = verdict.odds().probability();
    double least =
        switch (verdict.confidence()) {
          case CERTAIN -> 0.99;
          case LIKELY -> 0.75;
          case POSSIBLE -> verdict.cause() == Cause.UNKNOWN ? 0 : 0.4;
        };
    assertThat(probability).as("%s", verdict).isGreaterThanOrEqualTo(least - ROUNDING);
    double others =
        verdict.odds().alternatives().stream().mapToDouble(Verdict.Alternative::probability).sum();
    boolean told = verdict.cause() != Cause.UNKNOWN;
    assertThat(others).as("%s", verdict).isLessThanOrEqualTo((told ? 1 - probability : 1) + 0.002);
    assertThat(verdict.odds().alternatives())
        .as("%s", verdict)
        .allMatch(one -> one.cause() != verdict.cause())
        .allMatch(one -> !told || one.probability() <= probability + ROUNDING);
  }
}
