package why401.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.ExperimentResult;
import why401.experiment.World.Reply;
import why401.probe.Outcome;
import why401.probe.RequestVariation;
import why401.time.Sleeper;
import why401.token.Credentials;
import why401.token.lockout.AccountProtection;

class ExperimenterTest {
  private final ExperimentFixture bed = new ExperimentFixture();
  private final Experimenter experimenter =
      new Experimenter(bed.prober, bed.world, ExperimentFixture.READER, bed.world, bed.pace);

  @BeforeEach
  void refuse() {
    SecretScenarios.basic(bed, "old");
  }

  private RefusedRun run() {
    Outcome outcome =
        bed.world.send(bed.probe(), bed.credentials, new RequestVariation.AsConfigured());
    return new RefusedRun(bed.probe(), bed.credential, bed.credentials, (Outcome.Refused) outcome);
  }

  private ExperimentResult ask(Experiment experiment, int left) {
    RefusedRun run = run();
    bed.world.asked.clear();
    return experimenter.perform(experiment, run, left);
  }

  /// Whether the guard, which allows two refusals, has counted one already.
  private boolean heldBackAfterOneRefusal() {
    String fingerprint = bed.credentials.fingerprint(bed.guard.key());
    bed.guard.refused(bed.credential.name(), fingerprint);
    return bed.guard.heldBack(bed.credential.name(), fingerprint);
  }

  @Test
  void password_waitsBetweenAttempts() {
    ask(new Experiment.IdenticalRetry(1), 6);
    assertThat(bed.world.asked.getFirst().at())
        .isAfterOrEqualTo(World.NOON.plus(Experimenter.PASSWORD_PAUSE));
  }

  @Test
  void password_isNotSentWhenTheGuardForbids() {
    String fingerprint = bed.credentials.fingerprint(bed.guard.key());
    bed.guard.refused(bed.credential.name(), fingerprint, "https://api.example");
    bed.guard.refused(bed.credential.name(), fingerprint, "https://api.example");
    assertThat(ask(new Experiment.IdenticalRetry(1), 6))
        .isInstanceOf(ExperimentResult.Declined.class);
    assertThat(bed.world.asked).isEmpty();
  }

  @Test
  void refusedPassword_isCharged_acceptedIsNot() {
    ask(new Experiment.IdenticalRetry(1), 6);
    assertThat(heldBackAfterOneRefusal()).isTrue();
    bed.world.now = bed.world.now.plus(AccountProtection.DEFAULT.retryAfter());
    RefusedRun run = run();
    bed.world.target = _ -> Reply.of(200);
    experimenter.perform(new Experiment.IdenticalRetry(2), run, 6);
    assertThat(
            bed.guard.isGood(
                bed.credential.name(),
                bed.credentials.fingerprint(bed.guard.key()),
                "https://api.example"))
        .isTrue();
  }

  @Test
  void anUnansweredAttempt_isReportedAsNoWordOnThePassword() {
    RefusedRun run = run();
    bed.world.target = _ -> Reply.of(503);
    experimenter.perform(new Experiment.IdenticalRetry(1), run, 6);
    assertThat(
            bed.guard.mayTry(bed.credential.name(), bed.credentials.fingerprint(bed.guard.key())))
        .isTrue();
    assertThat(heldBackAfterOneRefusal()).isFalse();
  }

  @Test
  void controls_areFreeForTheAccount() {
    ask(new Experiment.AnonymousControl(), 6);
    assertThat(bed.world.asked.getFirst().credentials()).isEqualTo(new Credentials.None());
    ask(new Experiment.NonsenseControl(), 6);
    assertThat(bed.world.asked.getFirst().credentials())
        .isInstanceOfSatisfying(
            Credentials.Basic.class, basic -> assertThat(basic.username()).isEqualTo("nobody"));
    assertThat(heldBackAfterOneRefusal()).isFalse();
  }

  @Test
  void retries_waitLongerEachTime() {
    assertThat(Experimenter.pause(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(Experimenter.pause(2)).isEqualTo(Duration.ofSeconds(2));
    assertThat(Experimenter.pause(3)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void addresses_areAskedWithinTheBudget() {
    SecretScenarios.partner(bed, "old");
    bed.world.addresses = StabilityScenarios.addresses();
    assertThat(ask(new Experiment.EachAddress(), 6).requests()).isEqualTo(2);
    assertThat(ask(new Experiment.EachAddress(), 1).requests()).isEqualTo(1);
  }

  @Test
  void addresses_areNotAskedOnAfterABrake() {
    SecretScenarios.partner(bed, "old");
    RefusedRun run = run();
    bed.world.addresses = StabilityScenarios.addresses();
    bed.world.target = _ -> Reply.of(429);
    assertThat(experimenter.perform(new Experiment.EachAddress(), run, 6).requests()).isEqualTo(1);
  }

  @Test
  void oneAddress_isNothingToCompare() {
    assertThat(ask(new Experiment.EachAddress(), 6)).isInstanceOf(ExperimentResult.Declined.class);
  }

  @Test
  void withoutControlUrl_thereIsNoControlResource() {
    assertThat(ask(new Experiment.ControlResource(), 6))
        .isInstanceOf(ExperimentResult.Declined.class);
  }

  @Test
  void aPassword_isNotRenewed() {
    assertThat(ask(new Experiment.RenewedToken(), 6)).isInstanceOf(ExperimentResult.Declined.class);
  }

  @Test
  void anIntactSecret_isNotCleaned() {
    assertThat(ask(new Experiment.CleanedSecret(), 6))
        .isInstanceOf(ExperimentResult.Declined.class);
  }

  @Test
  void theEndOfTheAgent_endsTheExperiment() {
    Sleeper ending =
        _ -> {
          throw new InterruptedException();
        };
    Experimenter interrupted =
        new Experimenter(bed.prober, bed.world, ExperimentFixture.READER, ending, bed.pace);
    ExperimentResult result = interrupted.perform(new Experiment.IdenticalRetry(1), run(), 6);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(result).isInstanceOf(ExperimentResult.Declined.class);
    assertThat(heldBackAfterOneRefusal()).isFalse();
  }
}
