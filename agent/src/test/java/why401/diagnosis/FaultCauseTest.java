package why401.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import why401.challenge.Reader;
import why401.token.Fault;

class FaultCauseTest {
  private static final Reader READER = new Reader();

  static Stream<Arguments> rejections() {
    return Stream.of(
        Arguments.of("client-credentials", "invalid_client", "", "CREDENTIALS_INVALID CERTAIN"),
        Arguments.of(
            "client-credentials", "invalid_client", "Client disabled", "ACCOUNT_LOCKED CERTAIN"),
        Arguments.of("client-credentials", "invalid_scope", "", "INSUFFICIENT_SCOPE CERTAIN"),
        Arguments.of("client-credentials", "invalid_target", "", "AUDIENCE_MISMATCH CERTAIN"),
        Arguments.of(
            "client-credentials", "unsupported_grant_type", "", "SCHEME_NOT_ACCEPTED LIKELY"),
        Arguments.of(
            "client-credentials",
            "temporarily_unavailable",
            "",
            "IDENTITY_PROVIDER_UNAVAILABLE CERTAIN"),
        Arguments.of(
            "password", "invalid_grant", "Invalid user credentials", "CREDENTIALS_INVALID LIKELY"),
        Arguments.of("password", "invalid_grant", "Account disabled", "ACCOUNT_LOCKED CERTAIN"),
        Arguments.of("password", "invalid_client", "", "CREDENTIALS_INVALID CERTAIN"),
        Arguments.of("refresh-token", "invalid_grant", "", "TOKEN_REVOKED LIKELY"),
        Arguments.of(
            "refresh-token", "invalid_grant", "Refresh token expired.", "TOKEN_EXPIRED CERTAIN"),
        Arguments.of("jwt-bearer", "invalid_grant", "", "TOKEN_EXPIRED LIKELY"),
        Arguments.of("client-credentials", "invalid_request", "", "UNKNOWN POSSIBLE"));
  }

  @ParameterizedTest
  @MethodSource("rejections")
  void rejection_isReadByWordsThenByCode(
      String type, String error, String description, String expected) {
    Fault fault = Faults.rejected(400, error, description);
    Draft draft = FaultCause.of(fault, Readings.of(fault, type, READER), type);
    assertThat(draft.cause() + " " + draft.confidence()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Fault.Reason.class)
  void everyReason_isTold(Fault.Reason reason) {
    Draft draft = FaultCause.of(Fault.of(A.NOON, reason, "what happened"), null, "password");
    assertThat(draft.because()).isNotEmpty();
    assertThat(draft.because().getLast().finding()).contains("what happened");
  }
}
