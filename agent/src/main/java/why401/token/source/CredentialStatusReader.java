package why401.token.source;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.credential.ClientAuthentication;
import why401.credential.Credential;
import why401.time.ClockReading;
import why401.token.CredentialStatus;
import why401.token.Token;
import why401.token.oauth.RefreshTokenRecord;
import why401.token.oauth.RefreshTokenStore;
import why401.token.renewal.RenewableCredential;
import why401.token.renewal.RenewalPolicy;
import why401.token.renewal.RetryState;
import why401.token.renewal.TokenGeneration;

/// The status of a renewable credential, for metrics, API and status page.
final class CredentialStatusReader {
  private static final String SUSPENDED =
      "the identity provider rejected the credential; it is asked again at this time, or as soon as"
          + " something changes";
  private static final Duration CLOCK_NOISE = Duration.ofSeconds(1);

  private final RefreshTokenStore refreshTokens;
  private final RenewalPolicy policy;
  private final CertificateExpiry certificates = new CertificateExpiry();

  CredentialStatusReader(RefreshTokenStore refreshTokens, RenewalPolicy policy) {
    this.refreshTokens = refreshTokens;
    this.policy = policy;
  }

  CertificateExpiry certificates() {
    return certificates;
  }

  CredentialStatus of(RenewableCredential renewable, ClockReading now) {
    Credential.Renewable credential = renewable.credential();
    TokenGeneration best = renewable.tokens().best(now, policy);
    Token token = best == null ? null : best.token();
    boolean usable =
        best != null
            && policy.remaining(best.times(), best.age(now)).compareTo(best.times().guard()) > 0;
    RetryState retry = renewable.retry();
    Instant secretEnd = secretEnd(credential);
    boolean held = retry.suspended() && !retry.allows(now);
    return new CredentialStatus(
        credential.name(),
        credential.type(),
        credential.issuerLabel(),
        usable,
        token == null ? null : token.issuedAt(),
        best == null ? null : end(best, now),
        token == null ? null : token.renewAt(),
        token == null ? 0 : token.generation(),
        retry.failure(),
        retry.suspended(),
        secretEnd == null ? null : kind(credential),
        secretEnd,
        held ? new CredentialStatus.Hold(now.wall().plus(retry.left(now)), SUSPENDED) : null,
        token == null ? null : token.expirySource());
  }

  /// After the wall clock was set back, the expiry that was computed before is too late.
  private Instant end(TokenGeneration generation, ClockReading now) {
    Instant computed = generation.token().expiresAt();
    Instant left = now.wall().plus(policy.remaining(generation.times(), generation.age(now)));
    return Duration.between(left, computed).compareTo(CLOCK_NOISE) > 0 ? left : computed;
  }

  private static String kind(Credential.Renewable credential) {
    return credential instanceof Credential.RefreshToken ? "refresh_token" : "client_certificate";
  }

  private @Nullable Instant secretEnd(Credential.Renewable credential) {
    if (credential instanceof Credential.RefreshToken) {
      RefreshTokenRecord record = refreshTokens.look(credential.name());
      return record == null ? null : record.expiresAt();
    }
    Path certificate = certificate(credential);
    return certificate == null ? null : certificates.notAfter(certificate);
  }

  private static @Nullable Path certificate(Credential.Renewable credential) {
    return switch (credential) {
      case Credential.OAuth oauth ->
          oauth.client().authentication() instanceof ClientAuthentication.MutualTls mutual
              ? mutual.cert()
              : oauth.client().tls().cert();
      case Credential.Login login -> login.tls().cert();
      case Credential.Negotiate _ -> null;
      case Credential.AwsWebIdentity identity -> identity.tls().cert();
    };
  }
}
