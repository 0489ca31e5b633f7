package why401.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import why401.diagnosis.RenewalFailureExplainer;
import why401.metrics.BlockedRenewal;
import why401.response.ResponseInterpreter;
import why401.token.CredentialStatus;
import why401.token.RenewalFailure;

class BlockedRenewalsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "client-credentials, invalid_client, credentials_invalid",
    "refresh-token, invalid_grant, token_revoked",
    "client-credentials, invalid_scope, insufficient_scope",
  })
  void rejection_isReportedWithTheCauseThatAProbeWouldGet(String type, String error, String cause) {
    RenewalFailure failure =
        new RenewalFailure(NOON, RenewalFailure.Reason.REJECTED, 400, error, "", null);
    assertThat(blocked(type, failure))
        .singleElement()
        .satisfies(told -> assertThat(told.verdict().cause().label()).isEqualTo(cause))
        .satisfies(told -> assertThat(told.issuer()).isEqualTo("https://idp.example"));
  }

  @ParameterizedTest
  @EnumSource(
      value = RenewalFailure.Reason.class,
      names = {"SECRET_UNAVAILABLE", "MALFORMED", "REJECTED"})
  void failureThatOnlyAPersonCanFix_blocks(RenewalFailure.Reason reason) {
    assertThat(blocked("client-credentials", RenewalFailure.of(NOON, reason, "said"))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = RenewalFailure.Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SECRET_UNAVAILABLE", "MALFORMED", "REJECTED"})
  void whatMayPassByItself_doesNot(RenewalFailure.Reason reason) {
    assertThat(blocked("client-credentials", RenewalFailure.of(NOON, reason, "said"))).isEmpty();
  }

  @Test
  void goodCredential_isNotBlocked() {
    assertThat(blocked("client-credentials", null)).isEmpty();
  }

  private static List<BlockedRenewal> blocked(String type, @Nullable RenewalFailure failure) {
    CredentialStatus state =
        new CredentialStatus(
            "c",
            type,
            "https://idp.example",
            true,
            NOON,
            NOON,
            NOON,
            1,
            failure,
            false,
            null,
            null,
            null);
    return new BlockedRenewals(
            () -> List.of(state), new RenewalFailureExplainer(new ResponseInterpreter()))
        .get();
  }
}
