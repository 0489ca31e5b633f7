package why401;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import why401.challenge.Reader;
import why401.experiment.FaultExplainer;
import why401.metrics.Blocked;
import why401.token.CredentialState;
import why401.token.Fault;

class BlockedRenewalsTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "client-credentials, invalid_client, credentials_invalid",
    "refresh-token, invalid_grant, token_revoked",
    "client-credentials, invalid_scope, insufficient_scope",
  })
  void rejection_isToldWithTheCauseThatAProbeWouldGet(String type, String error, String cause) {
    Fault fault = new Fault(NOON, Fault.Reason.REJECTED, 400, error, "", null);
    assertThat(blocked(type, fault))
        .singleElement()
        .satisfies(told -> assertThat(told.verdict().cause().label()).isEqualTo(cause))
        .satisfies(told -> assertThat(told.issuer()).isEqualTo("https://idp.example"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Reason.class,
      names = {"SECRET_UNAVAILABLE", "MALFORMED", "REJECTED"})
  void whatOnlyAPersonMends_blocks(Fault.Reason reason) {
    assertThat(blocked("client-credentials", Fault.of(NOON, reason, "said"))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.Reason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SECRET_UNAVAILABLE", "MALFORMED", "REJECTED"})
  void whatMayPassByItself_doesNot(Fault.Reason reason) {
    assertThat(blocked("client-credentials", Fault.of(NOON, reason, "said"))).isEmpty();
  }

  @Test
  void goodCredential_isNotBlocked() {
    assertThat(blocked("client-credentials", null)).isEmpty();
  }

  private static List<Blocked> blocked(String type, @Nullable Fault fault) {
    CredentialState state =
        new CredentialState(
            "c", type, "https://idp.example", true, NOON, NOON, NOON, 1, fault, false, null, null);
    return new BlockedRenewals(() -> List.of(state), new FaultExplainer(new Reader())).get();
  }
}
