package why401.token.renewal;

import java.time.Duration;
import why401.credential.Credential;
import why401.token.RenewalFailure;
import why401.token.aws.WebIdentityClient;
import why401.token.issuer.IssuerSession;
import why401.token.issuer.RequiredSecrets;
import why401.token.issuer.TokenResult;
import why401.token.kerberos.KerberosLogin;
import why401.token.lockout.LockoutGuard;
import why401.token.login.JsonLoginClient;
import why401.token.login.LoginFormClient;
import why401.token.oauth.RefreshTokenGrant;
import why401.token.oauth.TokenEndpointClient;

/// Obtains a token for each type of credential; sends passwords only as far as the guard allows.
public final class TokenObtainer {
  private static final Duration ASSUMED_LIFE = Duration.ofMinutes(10);

  private final TokenEndpointClient oauth;
  private final RefreshTokenGrant refreshToken;
  private final LoginFormClient formLogin = new LoginFormClient();
  private final JsonLoginClient jsonLogin = new JsonLoginClient();
  private final KerberosLogin kerberos = new KerberosLogin();
  private final WebIdentityClient webIdentity = new WebIdentityClient();
  private final LockoutGuard lockout;

  public TokenObtainer(
      TokenEndpointClient oauth, RefreshTokenGrant refreshToken, LockoutGuard lockout) {
    this.oauth = oauth;
    this.refreshToken = refreshToken;
    this.lockout = lockout;
  }

  TokenResult obtain(RenewableCredential renewable, IssuerSession session) {
    Duration learned = renewable.learned().life();
    Duration assumed =
        learned == null || learned.compareTo(ASSUMED_LIFE) > 0 ? ASSUMED_LIFE : learned;
    return switch (renewable.credential()) {
      case Credential.RefreshToken configured -> refreshToken.obtain(session, configured, assumed);
      case Credential.Password password ->
          guarded(renewable, session, () -> oauth.obtain(session, password, null, assumed));
      case Credential.FormLogin login ->
          guarded(renewable, session, () -> formLogin.obtain(session, login, assumed));
      case Credential.JsonLogin login ->
          guarded(renewable, session, () -> jsonLogin.obtain(session, login, assumed));
      case Credential.Negotiate negotiate when negotiate.keytab() != null ->
          guarded(renewable, session, () -> kerberos.obtain(session, negotiate));
      case Credential.AwsWebIdentity identity -> webIdentity.obtain(session, identity);
      case Credential.Negotiate negotiate -> kerberos.obtain(session, negotiate);
      case Credential.OAuth other -> oauth.obtain(session, other, null, assumed);
    };
  }

  /// A login that a person has to look at may have been refused in words that are not known.
  private static boolean counts(TokenResult.Failed failed) {
    RenewalFailure.Reason reason = failed.failure().reason();
    return reason == RenewalFailure.Reason.REJECTED
        || (reason == RenewalFailure.Reason.INVALID_RESPONSE
            && failed.kind() == TokenResult.Kind.REJECTED);
  }

  private TokenResult guarded(
      RenewableCredential renewable,
      IssuerSession session,
      java.util.function.Supplier<TokenResult> attempt) {
    String name = renewable.name();
    String fingerprint = RequiredSecrets.fingerprint(renewable.credential(), lockout.key());
    if (!lockout.mayTry(name, fingerprint)) {
      RenewalFailure before = renewable.retry().failure();
      String why =
          (lockout.isCutOff()
                  ? lockout.why()
                  : "password: held back after refusals (expected: another one, or the slow retry)")
              + (before == null ? "" : "; refused with: " + before.description());
      RenewalFailure failure =
          RenewalFailure.of(session.now().wall(), RenewalFailure.Reason.ACCOUNT_PROTECTION, why);
      if (lockout.isCutOff() && !renewable.retry().suspended()) {
        return new TokenResult.Failed(
            failure.with(RenewalFailure.Detail.CLUSTER), TokenResult.Kind.TRANSIENT, null);
      }
      return new TokenResult.Failed(
          failure, TokenResult.Kind.REJECTED, lockout.heldFor(name).orElse(null));
    }
    TokenResult result = attempt.get();
    switch (result) {
      case TokenResult.Obtained _ -> lockout.accepted(name, fingerprint);
      case TokenResult.Failed failed -> {
        if (counts(failed)) {
          lockout.refused(name, fingerprint);
        } else {
          lockout.unknown(name, fingerprint);
        }
      }
    }
    return result;
  }
}
