package why401.diagnosis.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import why401.cause.Cause;
import why401.diagnosis.evidence.Evidence;
import why401.diagnosis.rule.A;
import why401.diagnosis.verdict.Hypothesis;
import why401.diagnosis.verdict.Verdict;

class CauseMessagesTest {
  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCause_isToldWithoutHolesForARefusal(Cause cause) {
    Evidence evidence = A.token().evidence();
    Verdict verdict = VerdictWriter.tell(evidence, Hypothesis.certain(cause));
    assertThat(verdict.summary()).matches("[A-Zh].*\\.").doesNotContain("{", "null");
    assertThat(verdict.remedy()).matches("[A-Z].*\\.").doesNotContain("{", "null");
    assertThat(verdict.evidence().getFirst().finding())
        .isEqualTo(
            "GET https://api.example/v1/orders with Bearer answered 401, asking for bearer,"
                + " error 'invalid_token'.");
  }

  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCause_isToldWithoutHolesForAWithheldRun(Cause cause) {
    MessageArguments slots = MessageArguments.of(A.token().evidence().background().context());
    CauseMessages telling = CauseMessages.of(cause);
    assertThat(slots.fill(telling.withheldSummary()) + slots.fill(telling.withheldRemedy()))
        .contains("'billing'")
        .doesNotContain("{", "null");
  }

  @Test
  void aPassword_isJudgedByTheTarget() {
    A password = A.basic();
    password.type = "basic";
    MessageArguments slots = MessageArguments.of(password.evidence().background().context());
    assertThat(slots.fill(CauseMessages.of(Cause.CREDENTIALS_INVALID).withheldSummary()))
        .startsWith("the target does not accept");
  }
}
