package why401.experiment;

import static why401.cause.Cause.*;
import static why401.cause.Cause.CREDENTIALS_INVALID;
import static why401.cause.Confidence.CERTAIN;
import static why401.cause.Confidence.LIKELY;
import static why401.cause.Confidence.POSSIBLE;
import static why401.experiment.TokenWorld.rejected;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import why401.cause.Cause;
import why401.cause.Confidence;
import why401.credential.Credential;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretDefect;
import why401.credential.secret.SecretSource;
import why401.experiment.World.Reply;
import why401.http.Header;
import why401.http.HttpResponse;
import why401.token.Credentials;
import why401.token.RenewalFailure;
import why401.token.RenewalFailure.Reason;

/// Runs that had nothing to send.
final class WithheldWorlds {
  private static final String BLOCKED =
      "<title>Attention Required! | Cloudflare</title> Sorry, you have been blocked";

  private WithheldWorlds() {}

  private static final Credential TICKET =
      new Credential.Negotiate(
          "ticket", "probe@CORP.TEST", Path.of("keytab"), null, "HTTP", Duration.ofSeconds(10));

  private static MechanismWorld withheld(
      String mechanism, Cause truth, Confidence surest, RenewalFailure failure) {
    return MechanismWorld.of(mechanism, truth, surest, bed -> bed.withheld(failure));
  }

  private static MechanismWorld of(
      Credential credential, String mechanism, Cause truth, RenewalFailure failure) {
    return MechanismWorld.of(
        mechanism,
        truth,
        CERTAIN,
        bed -> {
          bed.credential = credential;
          return bed.withheld(failure);
        });
  }

  private static RenewalFailure fault(Reason reason, String description) {
    return RenewalFailure.of(World.NOON, reason, description);
  }

  private static RenewalFailure answered(Reason reason, int status, String body) {
    return new RenewalFailure(
        World.NOON,
        reason,
        status,
        null,
        "status " + status,
        new HttpResponse(status, List.of(new Header("Content-Type", "text/html")), body));
  }

  private static Credential refreshToken() {
    return new Credential.RefreshToken(
        "desktop", ExperimentFixture.client(), SecretSource.fixed(Secret.of("r")));
  }

  private static Credential assertion() {
    return new Credential.JwtBearer(
        "robot", ExperimentFixture.client(), SecretSource.fixed(Secret.of("a")), null);
  }

  static Stream<MechanismWorld> all() {
    return Stream.concat(ofClients(), ofGrants());
  }

  private static Stream<MechanismWorld> ofClients() {
    return Stream.of(
        withheld(
            "proxy-password-held-back",
            CREDENTIALS_INVALID,
            CERTAIN,
            fault(Reason.PROXY_PROTECTION, "the password of the proxy is held back")),
        withheld(
            "password-held-back",
            CREDENTIALS_INVALID,
            LIKELY,
            fault(Reason.ACCOUNT_PROTECTION, "the password was refused too often")),
        withheld(
            "secret-absent",
            CREDENTIALS_MISSING,
            CERTAIN,
            fault(Reason.SECRET_UNAVAILABLE, "file /run/secrets/s: no such file")),
        withheld(
            "credential-of-other-request",
            CREDENTIALS_MISSING,
            CERTAIN,
            fault(
                    Reason.SECRET_UNAVAILABLE,
                    "no cookie of the session goes to http://portal.test/: SID is Secure and goes"
                        + " over https alone")
                .with(RenewalFailure.Detail.NOT_FOR_REQUEST)),
        of(
            TICKET,
            "kerberos-key-refused",
            CREDENTIALS_INVALID,
            new RenewalFailure(
                World.NOON,
                Reason.REJECTED,
                0,
                "KDC_ERR_PREAUTH_FAILED",
                "the KDC refuses the key of probe@CORP.TEST",
                null)),
        of(
            TICKET,
            "service-principal-absent",
            SERVER_MISCONFIGURED,
            new RenewalFailure(
                World.NOON,
                Reason.REJECTED,
                0,
                "KDC_ERR_S_PRINCIPAL_UNKNOWN",
                "the KDC has no service ticket for HTTP/web.test",
                null)),
        withheld(
            "secret-unfit",
            TOKEN_MALFORMED,
            CERTAIN,
            fault(Reason.MALFORMED, "the secret has a line break in it")),
        withheld(
            "provider-failing",
            IDENTITY_PROVIDER_UNAVAILABLE,
            CERTAIN,
            answered(Reason.SERVER_ERROR, 503, "<h1>503 Service Unavailable</h1>")),
        MechanismWorld.of(
            "client-secret-read-otherwise",
            CREDENTIALS_INVALID,
            LIKELY,
            bed -> {
              bed.credentials =
                  new Credentials.Body(
                      new Credentials.Basic("billing", Secret.of("a+b/c=")),
                      "client-credentials",
                      List.of());
              bed.world.target = _ -> Reply.of(401).body("{\"error\":\"invalid_client\"}");
              return bed.examine();
            }),
        withheld(
            "client-secret-over",
            TOKEN_EXPIRED,
            CERTAIN,
            rejected(
                401,
                "invalid_client",
                "AADSTS7000222: The provided client secret keys for app are expired.")),
        withheld(
            "grant-not-allowed",
            SCHEME_NOT_ACCEPTED,
            CERTAIN,
            rejected(400, "unsupported_grant_type", "Unsupported grant_type")),
        withheld(
                "provider-filter", REQUEST_BLOCKED, LIKELY, answered(Reason.REJECTED, 403, BLOCKED))
            .or(UNKNOWN),
        withheld(
            "realm-disabled",
            IDENTITY_PROVIDER_UNAVAILABLE,
            CERTAIN,
            rejected(403, "access_denied", "Realm not enabled")),
        withheld(
            "token-request-invalid",
            UNKNOWN,
            POSSIBLE,
            rejected(400, "invalid_request", "invalid_request")),
        withheld(
            "secret-damaged",
            TOKEN_MALFORMED,
            LIKELY,
            new RenewalFailure(
                World.NOON,
                Reason.REJECTED,
                401,
                "invalid_client",
                "Invalid client credentials",
                null,
                SecretDefect.QUOTES,
                null)),
        withheld(
                "provider-misconfigured",
                SERVER_MISCONFIGURED,
                LIKELY,
                rejected(400, "server_error", "LDAP server cannot be reached"))
            .or(IDENTITY_PROVIDER_UNAVAILABLE, UNKNOWN));
  }

  private static Stream<MechanismWorld> ofGrants() {
    return Stream.of(
        of(
            refreshToken(),
            "refresh-answer-lost",
            TOKEN_REVOKED,
            rejected(400, "invalid_grant", "Refresh token was already used")),
        of(
            refreshToken(),
            "refresh-token-over",
            TOKEN_EXPIRED,
            rejected(
                400,
                "invalid_grant",
                "AADSTS700082: The refresh token has expired due to inactivity.")),
        of(
            assertion(),
            "assertion-signature-refused",
            TOKEN_SIGNATURE_INVALID,
            rejected(400, "invalid_grant", "Invalid JWT Signature.")),
        of(
            assertion(),
            "assertion-for-another-audience",
            AUDIENCE_MISMATCH,
            rejected(400, "invalid_target", "The audience is not known")),
        of(
            assertion(),
            "assertion-of-unknown-issuer",
            ISSUER_MISMATCH,
            rejected(
                400,
                "invalid_client",
                "AADSTS700211: No matching federated identity record found for presented assertion"
                    + " issuer.")),
        of(
            assertion(),
            "assertion-time-refused",
            CLOCK_SKEW,
            rejected(
                400,
                "invalid_grant",
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
                    + " timeframe. Check your iat and exp values in the JWT claim.")));
  }
}
