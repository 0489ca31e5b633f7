package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;

import java.util.stream.Stream;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.token.RenewalFailure;

/// Runs that had nothing to send.
final class WithheldScenarios {
  private WithheldScenarios() {}

  static Stream<Scenario> all() {
    return Stream.of(
        Scenario.of(
            "no secret",
            CREDENTIALS_MISSING,
            CERTAIN,
            bed -> bed.withheld(fault(RenewalFailure.Reason.SECRET_UNAVAILABLE, "file /s: empty"))),
        Scenario.of(
            "provider down",
            IDENTITY_PROVIDER_UNAVAILABLE,
            CERTAIN,
            bed -> bed.withheld(fault(RenewalFailure.Reason.UNREACHABLE, "connection refused"))),
        Scenario.of(
            "provider slow",
            IDENTITY_PROVIDER_UNAVAILABLE,
            CERTAIN,
            bed -> bed.withheld(fault(RenewalFailure.Reason.TIMEOUT, "no answer in 3 s"))),
        Scenario.of(
            "provider answers garbage",
            IDENTITY_PROVIDER_UNAVAILABLE,
            LIKELY,
            bed -> bed.withheld(fault(RenewalFailure.Reason.INVALID_RESPONSE, "no access_token"))),
        Scenario.of(
            "provider limits",
            RATE_LIMITED,
            CERTAIN,
            bed -> bed.withheld(fault(RenewalFailure.Reason.RATE_LIMITED, "429"))),
        Scenario.of(
            "client secret wrong",
            CREDENTIALS_INVALID,
            LIKELY,
            bed ->
                bed.withheld(
                    TokenWorld.rejected(401, "invalid_client", "Invalid client credentials"))),
        Scenario.of(
            "client disabled",
            ACCOUNT_LOCKED,
            CERTAIN,
            bed -> bed.withheld(TokenWorld.rejected(400, "invalid_client", "Client disabled"))),
        Scenario.of(
            "scope not granted",
            INSUFFICIENT_SCOPE,
            CERTAIN,
            bed -> bed.withheld(TokenWorld.rejected(400, "invalid_scope", "Invalid scopes: x"))),
        Scenario.of(
            "user password wrong or locked",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              bed.credential =
                  new Credential.Password(
                      "robot", ExperimentFixture.client(), "u", SecretSource.fixed(Secret.of("p")));
              return bed.withheld(
                  TokenWorld.rejected(401, "invalid_grant", "Invalid user credentials"));
            }),
        Scenario.of(
            "user disabled",
            ACCOUNT_LOCKED,
            CERTAIN,
            bed -> {
              bed.credential =
                  new Credential.Password(
                      "robot", ExperimentFixture.client(), "u", SecretSource.fixed(Secret.of("p")));
              return bed.withheld(TokenWorld.rejected(400, "invalid_grant", "Account disabled"));
            }),
        Scenario.of(
            "refresh token dead",
            TOKEN_REVOKED,
            LIKELY,
            bed -> {
              bed.credential =
                  new Credential.RefreshToken(
                      "desktop", ExperimentFixture.client(), SecretSource.fixed(Secret.of("r")));
              return bed.withheld(
                  TokenWorld.rejected(400, "invalid_grant", "grant request is invalid"));
            }),
        Scenario.of(
            "password held back, nothing known",
            CREDENTIALS_INVALID,
            LIKELY,
            bed ->
                bed.withheld(
                    fault(RenewalFailure.Reason.ACCOUNT_PROTECTION, "2 refusals in 15 min"))));
  }

  private static RenewalFailure fault(RenewalFailure.Reason reason, String description) {
    return RenewalFailure.of(World.NOON, reason, description);
  }
}
