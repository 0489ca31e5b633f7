package why401.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.credential.TlsOptions;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Situation;
import why401.diagnosis.verdict.ExperimentReport;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;
import why401.probe.Probe;

class SharedDiagnosesTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(30);

  private Instant now = NOON;
  private final SharedDiagnoses shared = new SharedDiagnoses(() -> now);
  private final AtomicInteger examined = new AtomicInteger();

  private static RefusalKey key(String fingerprint) {
    return new RefusalKey(
        "https://a.example",
        null,
        fingerprint,
        new RefusalKey.Setting(
            "GET", List.of(), false, null, Probe.TokenDemand.NONE, TlsOptions.DEFAULT, null, NOON),
        new ProbeState.Past(null, false, false),
        new RefusalKey.ResponseLook(
            Outcome.Shape.UNAUTHORIZED, 401, null, null, true, List.of(), ""));
  }

  private SharedDiagnoses.Run run(String probe, Instant since, Instant after) {
    return new SharedDiagnoses.Run(probe, since, after, INTERVAL);
  }

  private Diagnosis.Concluded found(Cause cause, ExperimentReport... experiments) {
    examined.incrementAndGet();
    return new Diagnosis.Concluded(
        new Verdict(
            cause,
            Confidence.CERTAIN,
            cause.faultDomain(),
            "said",
            List.of(),
            List.of(experiments),
            List.of(),
            "do"),
        Observations.NONE,
        new Subject(CredentialKind.OPAQUE, Situation.REFUSED));
  }

  private Verdict of(String fingerprint, SharedDiagnoses.Run run, Cause cause) {
    return shared.of(key(fingerprint), run, () -> 0, _ -> found(cause)).found().verdict();
  }

  @Test
  void refusalsAlike_areExaminedOnce() {
    of("a", run("p", now, Instant.EPOCH), Cause.CREDENTIALS_INVALID);
    now = now.plusSeconds(20);
    Verdict other = of("a", run("q", now, Instant.EPOCH), Cause.TOKEN_EXPIRED);

    assertThat(examined).hasValue(1);
    assertThat(other.cause()).isEqualTo(Cause.CREDENTIALS_INVALID);
    assertThat(other.confidence()).isEqualTo(Confidence.CERTAIN);
    assertThat(other.evidence().getLast().finding()).contains("examined at the probe 'p'");
  }

  @Test
  void whatMayBeAMatterOfTheResource_isNotCertainForAnother() {
    of("a", run("p", now, Instant.EPOCH), Cause.INSUFFICIENT_SCOPE);
    Verdict other = of("a", run("q", now, Instant.EPOCH), Cause.INSUFFICIENT_SCOPE);

    assertThat(other.confidence()).isEqualTo(Confidence.LIKELY);
  }

  @Test
  void anotherSecret_isExaminedByItself() {
    of("a", run("p", now, Instant.EPOCH), Cause.CREDENTIALS_INVALID);
    of("b", run("q", now, Instant.EPOCH), Cause.TOKEN_EXPIRED);

    assertThat(examined).hasValue(2);
  }

  @Test
  void refusalThatBeganLongBefore_orMuchLater_isExaminedByItself() {
    of("a", run("p", now, Instant.EPOCH), Cause.CREDENTIALS_INVALID);
    of("a", run("q", now.minusSeconds(31), Instant.EPOCH), Cause.CREDENTIALS_INVALID);
    now = now.plusSeconds(61);
    of("a", run("r", now.minusSeconds(61), Instant.EPOCH), Cause.CREDENTIALS_INVALID);

    assertThat(examined).hasValue(3);
  }

  @Test
  void probeThatWasAcceptedSince_orSharedItBefore_isExaminedByItself() {
    of("a", run("p", now, Instant.EPOCH), Cause.CREDENTIALS_INVALID);
    of("a", run("q", now, now), Cause.CREDENTIALS_INVALID);

    assertThat(examined).hasValue(2);
  }

  @Test
  void examinationThatTookTheOthersForAccepted_isRepeatedWhenAllAreRefused() {
    shared.of(key("a"), run("p", now, Instant.EPOCH), () -> 2, _ -> found(Cause.UNKNOWN));
    now = now.plusSeconds(1);
    of("a", run("q", now, Instant.EPOCH), Cause.UNKNOWN);
    Instant at = now;
    of("a", run("r", now, Instant.EPOCH), Cause.CREDENTIALS_INVALID);

    assertThat(examined).hasValue(2);
    now = now.plusSeconds(1);
    assertThat(shared.newer(key("a"), run("q", at, at.minusSeconds(1))))
        .hasValueSatisfying(
            newer ->
                assertThat(newer.found().verdict().cause()).isEqualTo(Cause.CREDENTIALS_INVALID));
    assertThat(shared.newer(key("a"), run("r", at, at))).isEmpty();
  }

  @Test
  void anotherToken_sharesIt_ifANewTokenWasRefusedAlike() {
    ExperimentReport renewed = new ExperimentReport("renewed-token", 401, "refused", 1);
    shared.of(key("a"), run("p", now, Instant.EPOCH), () -> 0, _ -> found(Cause.UNKNOWN, renewed));
    of("b", run("q", now, Instant.EPOCH), Cause.TRANSIENT);
    assertThat(examined).hasValue(1);

    ExperimentReport none = new ExperimentReport("renewed-token", 0, "no token", 1);
    shared.of(
        key("c"), run("r", now, now.plusSeconds(1)), () -> 0, _ -> found(Cause.UNKNOWN, none));
    of("d", run("s", now, now.plusSeconds(1)), Cause.TRANSIENT);
    assertThat(examined).hasValue(3);
  }

  @Test
  void failedExamination_isNotShared() {
    assertThatThrownBy(
            () ->
                shared.of(
                    key("a"),
                    run("p", now, Instant.EPOCH),
                    () -> 0,
                    _ -> {
                      throw new IllegalStateException("fault");
                    }))
        .isInstanceOf(IllegalStateException.class);

    of("a", run("q", now, Instant.EPOCH), Cause.CREDENTIALS_INVALID);
    assertThat(examined).hasValue(1);
  }

  @Test
  void thoseThatComeMeanwhile_waitForIt() {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Diagnosis.Concluded> end = new CompletableFuture<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          threads.submit(
              () ->
                  shared.of(
                      key("a"),
                      run("p", NOON, Instant.EPOCH),
                      () -> 0,
                      _ -> {
                        begun.countDown();
                        return end.join();
                      }));
      var second =
          threads.submit(
              () -> {
                begun.await();
                end.complete(found(Cause.CREDENTIALS_INVALID));
                return of("a", run("q", NOON, Instant.EPOCH), Cause.UNKNOWN);
              });
      assertThat(second).succeedsWithin(Duration.ofSeconds(10));
      assertThat(first).succeedsWithin(Duration.ofSeconds(10));
    }
    assertThat(examined).hasValue(1);
  }
}
