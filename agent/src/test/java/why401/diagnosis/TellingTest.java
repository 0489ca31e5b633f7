package why401.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TellingTest {
  @ParameterizedTest
  @EnumSource(Cause.class)
  void everyCause_isToldWithoutHolesForARefusal(Cause cause) {
    Evidence evidence = A.token().evidence();
    Verdict verdict = Narrator.tell(evidence, Draft.certain(cause));
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
    Slots slots = Slots.of(A.token().evidence().background().setup());
    Telling telling = Telling.of(cause);
    assertThat(slots.fill(telling.withheldSummary()) + slots.fill(telling.withheldRemedy()))
        .contains("'billing'")
        .doesNotContain("{", "null");
  }

  @Test
  void aPassword_isJudgedByTheTarget() {
    A password = A.basic();
    password.type = "basic";
    Slots slots = Slots.of(password.evidence().background().setup());
    assertThat(slots.fill(Telling.of(Cause.CREDENTIALS_INVALID).withheldSummary()))
        .startsWith("the target does not accept");
  }
}
