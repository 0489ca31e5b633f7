package why401.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import why401.challenge.Reader;
import why401.token.Fault;
import why401.token.SecretPast;
import why401.token.VisibleDamage;

class FaultCauseTest {
  private static final Reader READER = new Reader();

  static Stream<Arguments> rejections() {
    return Stream.of(
        Arguments.of("client-credentials", "invalid_client", "", "CREDENTIALS_INVALID LIKELY"),
        Arguments.of(
            "client-credentials",
            "invalid_client",
            "Client authentication with client secret signed JWT failed: Signature on JWT token"
                + " failed validation",
            "CREDENTIALS_INVALID LIKELY"),
        Arguments.of(
            "jwt-bearer", "invalid_grant", "Invalid signature", "TOKEN_SIGNATURE_INVALID CERTAIN"),
        Arguments.of(
            "client-credentials",
            "invalid_client",
            "Invalid client or Invalid client credentials",
            "CREDENTIALS_INVALID LIKELY"),
        Arguments.of(
            "client-credentials",
            "invalid_client",
            "Parameter client_assertion_type is missing",
            "SCHEME_NOT_ACCEPTED LIKELY"),
        Arguments.of(
            "client-credentials",
            "unauthorized_client",
            "Invalid client or Invalid client credentials",
            "CREDENTIALS_INVALID LIKELY"),
        Arguments.of(
            "client-credentials",
            "unauthorized_client",
            "Client not enabled to retrieve service account",
            "SCHEME_NOT_ACCEPTED LIKELY"),
        Arguments.of(
            "password",
            "unauthorized_client",
            "Client not allowed for direct access grants",
            "SCHEME_NOT_ACCEPTED LIKELY"),
        Arguments.of(
            "client-credentials",
            "unauthorized_client",
            "Grant type 'client_credentials' not allowed for the client.",
            "SCHEME_NOT_ACCEPTED LIKELY"),
        Arguments.of(
            "client-credentials",
            "unauthorized_client",
            "Public client not allowed to retrieve service account",
            "SCHEME_NOT_ACCEPTED LIKELY"),
        Arguments.of("client-credentials", "unauthorized_client", "", "SCHEME_NOT_ACCEPTED LIKELY"),
        Arguments.of(
            "client-credentials",
            "access_denied",
            "Realm not enabled",
            "IDENTITY_PROVIDER_UNAVAILABLE CERTAIN"),
        Arguments.of(
            "password", "invalid_grant", "Account is not fully set up", "ACCOUNT_LOCKED LIKELY"),
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
        Arguments.of("password", "invalid_client", "", "CREDENTIALS_INVALID LIKELY"),
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

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("invalid_client", VisibleDamage.QUOTES, "TOKEN_MALFORMED LIKELY"),
        Arguments.of("invalid_grant", VisibleDamage.CUT, "TOKEN_MALFORMED CERTAIN"),
        Arguments.of("invalid_scope", VisibleDamage.QUOTES, "INSUFFICIENT_SCOPE CERTAIN"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedSecret_explainsARefusalOfIt(String error, VisibleDamage damage, String expected) {
    Fault plain = Faults.rejected(400, error, "");
    Fault fault =
        new Fault(plain.at(), plain.reason(), 400, error, "", plain.response(), damage, null);
    Draft draft =
        FaultCause.of(fault, Readings.of(fault, "refresh-token", READER), "refresh-token");
    assertThat(draft.cause() + " " + draft.confidence()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(Fault.Reason.class)
  void everyReason_isTold(Fault.Reason reason) {
    Draft draft = FaultCause.of(Fault.of(A.NOON, reason, "what happened"), null, "password");
    assertThat(draft.because()).isNotEmpty();
    assertThat(draft.because().getLast().finding()).contains("what happened");
  }

  private static List<Finding> remembered(String error, SecretPast past) {
    Fault plain = Faults.rejected(401, error, "");
    Fault fault =
        new Fault(plain.at(), plain.reason(), 401, error, "", plain.response(), null, past);
    return FaultCause.of(fault, null, "client-credentials").because().stream()
        .filter(finding -> finding.from() == Finding.From.HISTORY)
        .toList();
  }

  @Test
  void refusedSecret_isComparedWithTheOneThatWasAccepted() {
    SecretPast same = new SecretPast(A.NOON, "aa", "aa", A.NOON.plusSeconds(60));
    SecretPast other = new SecretPast(A.NOON, "aa", "bb", A.NOON.plusSeconds(60));

    assertThat(remembered("invalid_client", same))
        .singleElement()
        .extracting(Finding::finding)
        .asString()
        .contains("The same secret was accepted at " + Words.time(A.NOON));
    assertThat(remembered("invalid_client", other))
        .singleElement()
        .extracting(Finding::finding)
        .asString()
        .contains("differs");
    // No secret is the reason for a scope.
    assertThat(remembered("invalid_scope", other)).isEmpty();
  }
}
