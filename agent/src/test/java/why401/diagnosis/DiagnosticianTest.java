package why401.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.evidence.Capabilities;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.verdict.ExperimentReport;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Verdict;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;

class DiagnosticianTest {
  private static String next(A a) {
    return switch (new Diagnostician().examine(a.evidence())) {
      case Diagnosis.Asks asks -> asks.experiment().label();
      case Diagnosis.Concluded concluded -> concluded.verdict().cause().label();
    };
  }

  @Test
  void aDecidedCase_asksNothing() {
    assertThat(next(A.token().worked().clock(Duration.ofMinutes(10)))).isEqualTo("clock_skew");
  }

  @Test
  void aSilentTarget_isAskedFromCheapToDear() {
    A a = A.token().worked();
    assertThat(next(a)).isIn("fresh-session", "key-lookup", "introspection");
    a.fresh(401).keySought(new KeyLookup.Published("f"));
    assertThat(next(a.introspected(new Introspection.Active(null, null))))
        .isEqualTo("renewed-token");
  }

  /// What a stranger is answered tells something only beside what nobody is answered.
  @Test
  void aStranger_isComparedWithNobodyFirst() {
    A a = A.key().worked().answered(401).fresh(401);
    assertThat(next(a)).isEqualTo("anonymous-control");
  }

  @Test
  void withoutAllowance_theBestGuessesAreTold() {
    Verdict ours = concluded(A.token().worked().allowed(0, 0));
    assertThat(ours.confidence()).isEqualTo(Confidence.POSSIBLE);
    assertThat(causes(ours)).contains(Cause.TOKEN_REVOKED, Cause.TOKEN_SIGNATURE_INVALID);
    Verdict another = concluded(A.opaque().allowed(0, 0));
    assertThat(another.cause()).isEqualTo(Cause.UNKNOWN);
    assertThat(causes(another)).contains(Cause.TOKEN_EXPIRED, Cause.CREDENTIALS_INVALID);
  }

  @Test
  void aPasswordThatMayNotBeRefusedAgain_isNotShown() {
    assertThat(next(password().allowed(6, 1))).isEqualTo("control-resource");
    A a = password().allowed(6, 0);
    for (int i = 0;
        i < 6 && new Diagnostician().examine(a.evidence()) instanceof Diagnosis.Asks asks;
        i++) {
      assertThat(asks.experiment().showsSecret()).as("%s", asks).isFalse();
      a.seen(asks.experiment(), 401, A.BASIC);
    }
    assertThat(concluded(a).cause()).isEqualTo(Cause.CREDENTIALS_INVALID);
  }

  private static A password() {
    return A.basic()
        .worked()
        .means(new Capabilities(false, null, false, false, true, true, false, null, 1));
  }

  @Test
  void afterABrake_nothingIsAsked() {
    assertThat(causes(concluded(A.token().worked().fresh(429)))).contains(Cause.TOKEN_REVOKED);
    assertThat(causes(concluded(A.basic().worked().answered(401, "Retry-After: 60"))))
        .contains(Cause.CREDENTIALS_INVALID);
  }

  @Test
  void aDeclinedExperiment_isNotAskedAgainAndIsTold() {
    A a = A.basic().worked().declined(new Experiment.IdenticalRetry(1));
    assertThat(next(a)).isNotEqualTo("identical-retry");
    assertThat(concluded(a.allowed(0, 0)).evidence())
        .extracting(Finding::finding)
        .contains("Not tried: identical-retry (not now).");
  }

  private static Verdict concluded(A a) {
    Diagnosis diagnosis = new Diagnostician().examine(a.evidence());
    assertThat(diagnosis).isInstanceOf(Diagnosis.Concluded.class);
    return ((Diagnosis.Concluded) diagnosis).verdict();
  }

  /// The one that is told, and what else it may be.
  private static List<Cause> causes(Verdict verdict) {
    return Stream.concat(
            Stream.of(verdict.cause()),
            verdict.odds().alternatives().stream().map(Verdict.Alternative::cause))
        .toList();
  }

  @Test
  void aVerdict_listsItsExperiments() {
    Verdict verdict = A.token().worked().allowed(0, 0).fresh(401).verdict();
    assertThat(verdict.experiments())
        .containsExactly(
            new ExperimentReport(
                "fresh-session",
                401,
                "On a new connection without cookies the request was refused with 401.",
                1));
    assertThat(verdict.runbook()).isEqualTo("/runbooks/token_revoked");
  }
}
