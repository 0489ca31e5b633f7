package why401.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.diagnosis.credential.CredentialFacts;
import why401.diagnosis.differential.Observations;
import why401.diagnosis.differential.Posterior.Subject;
import why401.diagnosis.evidence.LastAccepted.Surface;
import why401.diagnosis.evidence.Recovery;
import why401.diagnosis.table.CredentialKind;
import why401.diagnosis.table.Situation;
import why401.diagnosis.table.Table;
import why401.diagnosis.verdict.Verdict;

/// The end of a case is weighed with all that was observed before.
class FinalDiagnosisTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /// A bare server answers a wrong password and none alike.
  @Test
  void newPasswordIsAccepted_theOldOneWasWrong() {
    FinalDiagnosis known = FinalDiagnosis.of(alikeForAll(), recovery("a", "b"));
    assertThat(known.endedBy()).isEqualTo("new-secret");
    assertThat(known.cause()).isEqualTo(Cause.CREDENTIALS_INVALID);
  }

  @Test
  void samePasswordIsAcceptedAgain_itWasNotWrong() {
    FinalDiagnosis known = FinalDiagnosis.of(alikeForAll(), recovery("a", "a"));
    assertThat(known.endedBy()).isEqualTo("nothing-here");
    assertThat(known.cause()).isNotEqualTo(Cause.CREDENTIALS_INVALID);
  }

  private static Diagnosis.Concluded alikeForAll() {
    Table table = Diagnostician.table();
    Observations seen =
        Observations.NONE
            .with(table, "status", "unauthorized", NOON)
            .with(table, "controls", "all-alike", NOON)
            .with(table, "history", "accepted-with-same", NOON);
    Verdict verdict =
        new Verdict(
            Cause.UNKNOWN,
            Confidence.POSSIBLE,
            Cause.UNKNOWN.faultDomain(),
            "said",
            List.of(),
            List.of(),
            List.of(),
            "do");
    Subject subject = new Subject(CredentialKind.PASSWORD, Situation.REFUSED);
    return new Diagnosis.Concluded(verdict, seen, subject);
  }

  private static Recovery recovery(String refused, String accepted) {
    return new Recovery(
        NOON.plusSeconds(60),
        side(refused),
        null,
        side(accepted),
        new Recovery.Attempts(false, false, null));
  }

  private static Recovery.Side side(String fingerprint) {
    return new Recovery.Side(
        new CredentialFacts(
            CredentialFacts.Kind.PASSWORD,
            "Basic",
            fingerprint,
            Set.of(),
            null,
            null,
            null,
            CredentialFacts.Representation.PLAIN),
        new Surface("nginx", null, null, List.of(), false),
        "1");
  }
}
