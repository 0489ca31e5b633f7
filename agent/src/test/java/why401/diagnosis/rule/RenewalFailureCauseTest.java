package why401.diagnosis.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import why401.credential.secret.SecretDefect;
import why401.diagnosis.evidence.Observation;
import why401.diagnosis.verdict.Finding;
import why401.diagnosis.verdict.Formats;
import why401.diagnosis.verdict.Hypothesis;
import why401.response.ResponseInterpreter;
import why401.token.RenewalFailure;
import why401.token.SecretComparison;

class RenewalFailureCauseTest {
  private static final ResponseInterpreter READER = new ResponseInterpreter();

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
    RenewalFailure failure = Faults.rejected(400, error, description);
    Hypothesis hypothesis =
        RenewalFailureCause.of(failure, Observation.ofIssuer(failure, type, READER), type);
    assertThat(hypothesis.cause() + " " + hypothesis.confidence()).isEqualTo(expected);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("invalid_client", SecretDefect.QUOTES, "TOKEN_MALFORMED LIKELY"),
        Arguments.of("invalid_grant", SecretDefect.TRUNCATED, "TOKEN_MALFORMED CERTAIN"),
        Arguments.of("invalid_scope", SecretDefect.QUOTES, "INSUFFICIENT_SCOPE CERTAIN"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedSecret_explainsARefusalOfIt(String error, SecretDefect damage, String expected) {
    RenewalFailure plain = Faults.rejected(400, error, "");
    RenewalFailure failure =
        new RenewalFailure(
            plain.at(), plain.reason(), 400, error, "", plain.response(), damage, null);
    Hypothesis hypothesis =
        RenewalFailureCause.of(
            failure, Observation.ofIssuer(failure, "refresh-token", READER), "refresh-token");
    assertThat(hypothesis.cause() + " " + hypothesis.confidence()).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(RenewalFailure.Reason.class)
  void everyReason_isTold(RenewalFailure.Reason reason) {
    Hypothesis hypothesis =
        RenewalFailureCause.of(
            RenewalFailure.of(A.NOON, reason, "what happened"), null, "password");
    assertThat(hypothesis.because()).isNotEmpty();
    assertThat(hypothesis.because().getLast().finding()).contains("what happened");
  }

  private static List<Finding> remembered(String error, SecretComparison past) {
    RenewalFailure plain = Faults.rejected(401, error, "");
    RenewalFailure failure =
        new RenewalFailure(
            plain.at(), plain.reason(), 401, error, "", plain.response(), null, past);
    return RenewalFailureCause.of(failure, null, "client-credentials").because().stream()
        .filter(finding -> finding.from() == Finding.From.HISTORY)
        .toList();
  }

  @Test
  void refusedSecret_isComparedWithTheOneThatWasAccepted() {
    SecretComparison same = new SecretComparison(A.NOON, "aa", "aa", A.NOON.plusSeconds(60));
    SecretComparison other = new SecretComparison(A.NOON, "aa", "bb", A.NOON.plusSeconds(60));

    assertThat(remembered("invalid_client", same))
        .singleElement()
        .extracting(Finding::finding)
        .asString()
        .contains("The same secret was accepted at " + Formats.time(A.NOON));
    assertThat(remembered("invalid_client", other))
        .singleElement()
        .extracting(Finding::finding)
        .asString()
        .contains("differs");
    // No secret is the reason for a scope.
    assertThat(remembered("invalid_scope", other)).isEmpty();
  }
}
