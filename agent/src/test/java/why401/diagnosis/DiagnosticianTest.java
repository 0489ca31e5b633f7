package why401.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
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

  @Test
  void aStranger_isComparedWithNobodyFirst() {
    A a = A.token().worked().answered(401, A.BARE).allowed(1, 0).fresh(401, A.BARE);
    assertThat(next(a)).isNotEqualTo("nonsense-control");
  }

  @Test
  void withoutAllowance_theBestGuessIsTold() {
    assertThat(next(A.token().worked().allowed(0, 0))).isIn("token_revoked", "unknown");
    assertThat(next(A.opaque().allowed(0, 0))).isEqualTo("unknown");
  }

  @Test
  void aPasswordThatMayNotBeRefusedAgain_isNotShown() {
    A a =
        A.basic()
            .worked()
            .means(new Capabilities(false, null, false, false, true, true, false, null, 1));
    assertThat(next(a.allowed(6, 1))).isEqualTo("control-resource");
    assertThat(next(a.allowed(6, 0))).isIn("anonymous-control", "credentials_invalid");
  }

  @Test
  void afterABrake_nothingIsAsked() {
    assertThat(next(A.token().worked().fresh(429))).isIn("token_revoked", "unknown");
    assertThat(next(A.basic().worked().answered(401, "Retry-After: 60")))
        .isIn("credentials_invalid", "rate_limited", "unknown");
  }

  @Test
  void aDeclinedExperiment_isNotAskedAgainAndIsTold() {
    A a = A.basic().worked().declined(new Experiment.IdenticalRetry(1));
    assertThat(next(a)).isIn("anonymous-control", "credentials_invalid");
    assertThat(a.allowed(0, 0).verdict().evidence())
        .extracting(Finding::finding)
        .contains("Not tried: identical-retry (not now).");
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
