package why401.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import why401.cause.Cause;

/// The example for Alertmanager: amtool accepts it and routes each cause to the team that owns it.
final class AlertmanagerConfigIT {
  @Test
  void config_isAccepted() throws Exception {
    Tool.Result result =
        Tool.AMTOOL.run(Shipped.ROOT, "check-config", Shipped.ALERTMANAGER.toString());
    assertThat(result.status()).as(result.output()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void criticalIncident_goesToTheTeamThatOwnsIt(Cause cause) throws Exception {
    String domain = cause.faultDomain().label();
    assertThat(receiver(cause.label(), domain, "critical")).isEqualTo(owner(cause));
  }

  @Test
  void clockOfTheIdentityProvider_goesToItsTeam() throws Exception {
    assertThat(receiver("clock_skew", "identity_provider", "critical")).isEqualTo("identity-team");
  }

  @Test
  void warning_becomesATicket() throws Exception {
    assertThat(receiver("token_expired", "credential", "warning")).isEqualTo("tickets");
  }

  private static String owner(Cause cause) {
    return switch (cause) {
      case CREDENTIALS_MISSING,
          CREDENTIALS_INVALID,
          TOKEN_EXPIRED,
          TOKEN_MALFORMED,
          AUDIENCE_MISMATCH,
          ISSUER_MISMATCH,
          INSUFFICIENT_SCOPE,
          SCHEME_NOT_ACCEPTED,
          SESSION_STALE ->
          "integration-team";
      case ACCOUNT_LOCKED, TOKEN_REVOKED, TOKEN_SIGNATURE_INVALID, IDENTITY_PROVIDER_UNAVAILABLE ->
          "identity-team";
      case CREDENTIALS_STRIPPED, REQUEST_BLOCKED -> "network-team";
      case CLOCK_SKEW, SERVER_MISCONFIGURED, INCONSISTENT_BACKENDS, RATE_LIMITED -> "api-owners";
      case TRANSIENT -> "log";
      case UNKNOWN -> "on-call";
    };
  }

  private static String receiver(String cause, String faultDomain, String severity)
      throws Exception {
    Tool.Result result =
        Tool.AMTOOL.run(
            Shipped.ROOT,
            "config",
            "routes",
            "test",
            "--config.file=" + Shipped.ALERTMANAGER,
            "alertname=Why401Unauthorized",
            "scope=probe",
            "cause=" + cause,
            "fault_domain=" + faultDomain,
            "severity=" + severity);
    assertThat(result.status()).as(result.output()).isZero();
    return result.output().lines().reduce("", (_, last) -> last).strip();
  }
}
