package why401.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.Diagnostician;
import why401.diagnosis.evidence.Experiment;
import why401.diagnosis.evidence.RunSeries;
import why401.diagnosis.verdict.Verdict;
import why401.token.TokenSource.Introspection;
import why401.token.TokenSource.KeyLookup;

/// When the word of a target that accepted the same credential a moment ago is enough.
class ReplicaAgreementTest {
  private static A named() {
    return A.token()
        .worked()
        .answered(401, A.INVALID + ", error_description=\"The aud claim is not valid\"");
  }

  private static RunSeries refused(int runs) {
    return new RunSeries(Collections.nCopies(runs, new RunSeries.Run(A.NOON, false)), false);
  }

  private static String next(A a) {
    return switch (new Diagnostician().examine(a.evidence())) {
      case Diagnosis.Asks(Experiment experiment) -> experiment.label();
      case Diagnosis.Concluded(Verdict verdict) -> verdict.cause() + " " + verdict.confidence();
    };
  }

  @Test
  void whatWorkedBefore_isAskedUntilFiveAnswersAgree() {
    A a = named().fresh(401).fresh(401).fresh(401);
    assertThat(next(a)).isEqualTo("fresh-session");
    assertThat(next(a.fresh(401))).isEqualTo("AUDIENCE_MISMATCH CERTAIN");
  }

  @Test
  void whatNeverWorked_isBelievedAtOnce() {
    A a = A.token().answered(401, A.INVALID + ", error_description=\"The aud claim is not valid\"");
    assertThat(next(a)).isEqualTo("AUDIENCE_MISMATCH CERTAIN");
  }

  @Test
  void refusedRuns_countAsAnswers() {
    assertThat(next(named().history(refused(3)).fresh(401))).isEqualTo("AUDIENCE_MISMATCH CERTAIN");
  }

  @Test
  void withoutAllowance_itIsLikelyAndSaysWhy() {
    A a = named().fresh(401).allowed(0, 0);
    assertThat(next(a)).isEqualTo("AUDIENCE_MISMATCH LIKELY");
    assertThat(a.verdict().evidence())
        .anySatisfy(
            finding ->
                assertThat(finding.finding())
                    .startsWith("The very same secret was accepted at")
                    .endsWith("the target has changed since, or one replica of it."));
  }

  @Test
  void aKey_isNotRepeatedForTheSakeOfCertainty() {
    A a =
        A.key("k")
            .worked()
            .answered(403, "WWW-Authenticate: Bearer error=\"insufficient_scope\"")
            .retried(403);
    assertThat(next(a)).isEqualTo("INSUFFICIENT_SCOPE LIKELY");
  }

  @Test
  void theWordOfTheIssuer_needsNoRepetition() {
    A a = A.token().worked().fresh(401).keySought(new KeyLookup.Absent(Collections.emptyList()));
    assertThat(next(a)).isEqualTo("TOKEN_SIGNATURE_INVALID CERTAIN");
    assertThat(next(named().fresh(401).introspected(new Introspection.Inactive())))
        .doesNotContain("fresh-session");
  }
}
