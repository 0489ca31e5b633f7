package why401.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.Diagnosis;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;
import why401.diagnosis.verdict.Verdict;
import why401.probe.Outcome;
import why401.token.RenewalFailure;

class DiagnosisCacheTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void anotherLook_isExaminedAtOnce() {
    DiagnosisCache first =
        DiagnosisCache.first("a", outcome(0), found(Cause.UNKNOWN, Confidence.POSSIBLE));
    assertThat(first.needsDiagnosis("a", NOON.plusSeconds(30))).isFalse();
    assertThat(first.needsDiagnosis("b", NOON.plusSeconds(30))).isTrue();
  }

  /// Weaker or stronger: the later look knew all that the earlier one did.
  @ParameterizedTest
  @CsvSource({"CERTAIN, POSSIBLE", "POSSIBLE, CERTAIN"})
  void laterVerdict_holds(Confidence before, Confidence after) {
    DiagnosisCache later =
        DiagnosisCache.first("a", outcome(0), found(Cause.TOKEN_REVOKED, before))
            .again("a", outcome(60), found(Cause.AUDIENCE_MISMATCH, after));
    assertThat(later.verdict().cause()).isEqualTo(Cause.AUDIENCE_MISMATCH);
    assertThat(later.verdict().confidence()).isEqualTo(after);
    assertThat(later.diagnoses()).isEqualTo(2);
  }

  @Test
  void diagnosis_goesOnAtAnotherMember() {
    Table table = Table.shipped();
    Observations seen = Observations.NONE.with(table, "challenge", "same-scheme", NOON);
    Diagnosis.Concluded found = found(Cause.UNKNOWN, Confidence.CERTAIN);
    DiagnosisCache before =
        DiagnosisCache.first(
            "401 sent=1f",
            outcome(0),
            new Diagnosis.Concluded(found.verdict(), seen, found.subject()));

    DiagnosisCache after =
        DiagnosisRecords.read(DiagnosisRecords.write(before), found.verdict()).orElseThrow();

    assertThat(after.observations().entries()).isEqualTo(seen.entries());
    assertThat(after.found().subject()).isEqualTo(found.subject());
    assertThat(after.needsDiagnosis("401 sent=2e", NOON.plusSeconds(30))).isFalse();
    assertThat(after.needsDiagnosis("403 sent=2e", NOON.plusSeconds(30))).isTrue();
    assertThat(after.needsDiagnosis("401 sent=2e", before.nextDiagnosis())).isTrue();
  }

  @Test
  void diagnosisOfAnotherVersion_isNotUsed() {
    Verdict verdict = found(Cause.UNKNOWN, Confidence.CERTAIN).verdict();
    assertThat(DiagnosisRecords.read(MissingNode.getInstance(), verdict)).isEmpty();
  }

  private static Outcome outcome(long seconds) {
    Instant at = NOON.plus(Duration.ofSeconds(seconds));
    return new Outcome.Withheld(
        at,
        Outcome.Withheld.Reason.CREDENTIAL_UNAVAILABLE,
        RenewalFailure.of(at, RenewalFailure.Reason.TIMEOUT, "said"));
  }

  private static Diagnosis.Concluded found(Cause cause, Confidence confidence) {
    return new Diagnosis.Concluded(
        new Verdict(
            cause, confidence, cause.faultDomain(), "said", List.of(), List.of(), List.of(), "do"),
        Observations.NONE,
        new Subject(CredentialKind.OPAQUE, Situation.WITHHELD));
  }
}
