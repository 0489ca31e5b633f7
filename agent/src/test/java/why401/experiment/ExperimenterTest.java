package why401.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import why401.diagnosis.Answer;
import why401.diagnosis.Question;
import why401.experiment.World.Reply;
import why401.probe.Outcome;
import why401.probe.Variation;
import why401.token.Proof;

class ExperimenterTest {
  private final Bed bed = new Bed();
  private final Experimenter experimenter =
      new Experimenter(bed.world, bed.world, Bed.READER, bed.guard, bed.world);

  @BeforeEach
  void refuse() {
    SecretScenarios.basic(bed, "old");
  }

  private Scene scene() {
    Outcome outcome = bed.world.send(bed.probe(), bed.proof, new Variation.AsConfigured());
    return new Scene(bed.probe(), bed.credential, bed.proof, (Outcome.Refused) outcome);
  }

  private Answer ask(Question question, int left) {
    Scene scene = scene();
    bed.world.asked.clear();
    return experimenter.answer(question, scene, left);
  }

  @Test
  void password_waitsBetweenAttempts() {
    ask(new Question.IdenticalRetry(1), 6);
    assertThat(bed.world.asked.getFirst().at())
        .isAfterOrEqualTo(World.NOON.plus(Bench.PASSWORD_PAUSE));
  }

  @Test
  void password_isNotShownWhenTheGuardForbids() {
    bed.guard.most = 0;
    assertThat(ask(new Question.IdenticalRetry(1), 6)).isInstanceOf(Answer.Declined.class);
    assertThat(bed.world.asked).isEmpty();
  }

  @Test
  void refusedPassword_isCharged_acceptedIsNot() {
    ask(new Question.IdenticalRetry(1), 6);
    assertThat(bed.guard.refused).isEqualTo(1);
    Scene scene = scene();
    bed.world.target = _ -> Reply.of(200);
    experimenter.answer(new Question.IdenticalRetry(2), scene, 6);
    assertThat(bed.guard.refused).isZero();
    assertThat(bed.guard.pending).isZero();
  }

  @Test
  void anUnansweredAttempt_isReportedAsNoWordOnThePassword() {
    Scene scene = scene();
    bed.world.target = _ -> Reply.of(503);
    experimenter.answer(new Question.IdenticalRetry(1), scene, 6);
    assertThat(bed.guard.refused).isZero();
    assertThat(bed.guard.pending).isZero();
  }

  @Test
  void controls_areFreeForTheAccount() {
    ask(new Question.AnonymousControl(), 6);
    assertThat(bed.world.asked.getFirst().proof()).isEqualTo(new Proof.None());
    ask(new Question.NonsenseControl(), 6);
    assertThat(bed.world.asked.getFirst().proof())
        .isInstanceOfSatisfying(
            Proof.Basic.class, basic -> assertThat(basic.username()).isEqualTo("nobody"));
    assertThat(bed.guard.refused).isZero();
  }

  @Test
  void retries_waitLongerEachTime() {
    assertThat(IdenticalRetry.pause(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(IdenticalRetry.pause(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(IdenticalRetry.pause(3)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void addresses_areAskedWithinTheBudget() {
    SecretScenarios.partner(bed, "old");
    bed.world.addresses = StabilityScenarios.addresses();
    assertThat(ask(new Question.EachAddress(), 6).requests()).isEqualTo(2);
    assertThat(ask(new Question.EachAddress(), 1).requests()).isEqualTo(1);
  }

  @Test
  void addresses_areNotAskedOnAfterABrake() {
    SecretScenarios.partner(bed, "old");
    Scene scene = scene();
    bed.world.addresses = StabilityScenarios.addresses();
    bed.world.target = _ -> Reply.of(429);
    assertThat(experimenter.answer(new Question.EachAddress(), scene, 6).requests()).isEqualTo(1);
  }

  @Test
  void oneAddress_isNothingToCompare() {
    assertThat(ask(new Question.EachAddress(), 6)).isInstanceOf(Answer.Declined.class);
  }

  @Test
  void withoutControlUrl_thereIsNoControlResource() {
    assertThat(ask(new Question.ControlResource(), 6)).isInstanceOf(Answer.Declined.class);
  }

  @Test
  void aPassword_isNotRenewed() {
    assertThat(ask(new Question.RenewedToken(), 6)).isInstanceOf(Answer.Declined.class);
  }

  @Test
  void anIntactSecret_isNotCleaned() {
    assertThat(ask(new Question.CleanedSecret(), 6)).isInstanceOf(Answer.Declined.class);
  }

  @Test
  void theEndOfTheAgent_endsTheExperiment() {
    Sleeper ending =
        _ -> {
          throw new InterruptedException();
        };
    Experimenter interrupted =
        new Experimenter(bed.world, bed.world, Bed.READER, bed.guard, ending);
    Answer answer = interrupted.answer(new Question.IdenticalRetry(1), scene(), 6);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(answer).isInstanceOf(Answer.Declined.class);
    assertThat(bed.guard.refused).isZero();
  }
}
