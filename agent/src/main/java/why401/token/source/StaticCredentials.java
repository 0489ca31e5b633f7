package why401.token.source;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.SharedKey;
import why401.credential.secret.Secret;
import why401.credential.secret.SecretSource;
import why401.credential.secret.SecretUnavailableException;
import why401.token.CredentialStatus;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.RenewalFailure;
import why401.token.RequestSigningException;
import why401.token.aws.AwsKeySet;
import why401.token.aws.AwsRequestSigner;
import why401.token.oauth.TokenResponseParser;
import why401.token.signature.MessageSigner;

/// Credentials that are sent as configured; secrets are read for each probe.
final class StaticCredentials {
  private StaticCredentials() {}

  static CredentialsResult authorize(Credential credential, Instant now) {
    return authorize(credential, now, SecretSource::read);
  }

  /// Reads a secret.
  private interface Reader {
    Secret read(SecretSource source) throws SecretUnavailableException;
  }

  private static CredentialsResult authorize(Credential credential, Instant now, Reader reader) {
    try {
      Credentials credentials =
          switch (credential) {
            case Credential.Basic basic ->
                new Credentials.Basic(basic.username(), read(basic.password(), reader));
            case Credential.Digest digest ->
                new Credentials.Digest(digest.username(), read(digest.password(), reader));
            case Credential.ApiKey key ->
                new Credentials.Key(key.in(), key.parameter(), read(key.value(), reader));
            case Credential.Bearer bearer ->
                new Credentials.StaticBearer(read(bearer.token(), reader), bearer.placement());
            case Credential.SigV4 aws ->
                new Credentials.Signed(
                    new AwsRequestSigner(
                        aws.region(),
                        aws.service(),
                        AwsKeySet.of(aws.keys(), source -> read(source, reader))),
                    null);
            case Credential.Hmac hmac -> new Credentials.Signed(signer(hmac, reader), null);
            // Its files are read by the TLS handshake.
            case Credential.TlsCertificate _ -> new Credentials.None();
            case Credential.Renewable renewable ->
                throw new IllegalArgumentException(
                    "credential: %s (expected: one that is not renewed)"
                        .formatted(renewable.name()));
          };
      return new CredentialsResult.Ready(credentials);
    } catch (RequestSigningException e) {
      return new CredentialsResult.Unavailable(e.failure(now));
    } catch (SecretUnavailableException e) {
      String message = e.getMessage() == null ? "secret: not readable" : e.getMessage();
      return new CredentialsResult.Unavailable(
          RenewalFailure.of(now, RenewalFailure.Reason.SECRET_UNAVAILABLE, message));
    }
  }

  private static MessageSigner signer(Credential.Hmac hmac, Reader reader)
      throws SecretUnavailableException, RequestSigningException {
    SharedKey key = new SharedKey(read(hmac.key(), reader), hmac.encoding());
    Optional<String> obstacle = key.obstacle();
    if (obstacle.isPresent()) {
      throw new RequestSigningException(RenewalFailure.Reason.MALFORMED, null, obstacle.get());
    }
    return new MessageSigner(hmac.keyId(), key, hmac.signature());
  }

  private static Secret read(SecretSource source, Reader reader) throws SecretUnavailableException {
    Secret secret = reader.read(source);
    if (secret.isEmpty()) {
      throw new SecretUnavailableException(source.describe() + ": empty (expected: a secret)");
    }
    return secret;
  }

  /// @param patience how long a file may be waited for
  /// @param certificates knows when client certificates end
  static CredentialStatus state(
      Credential credential, Instant now, Duration patience, CertificateExpiry certificates) {
    CredentialsResult authorization = authorize(credential, now, source -> source.read(patience));
    Instant end = null;
    String kind = null;
    switch (credential) {
      case Credential.ApiKey key -> {
        end = key.expires();
        kind = "api_key";
      }
      case Credential.Bearer _ -> {
        end = end(authorization);
        kind = "bearer";
      }
      case Credential.TlsCertificate certificate -> {
        end = certificates.notAfter(certificate.cert());
        kind = "client_certificate";
      }
      case Credential.Basic _,
          Credential.Digest _,
          Credential.SigV4 _,
          Credential.Hmac _,
          Credential.Renewable _ -> {}
    }
    boolean ready = authorization instanceof CredentialsResult.Ready;
    RenewalFailure failure =
        authorization instanceof CredentialsResult.Unavailable unavailable
            ? unavailable.failure()
            : null;
    return new CredentialStatus(
        credential.name(),
        credential.type(),
        issuer(credential),
        ready && (end == null || end.isAfter(now)),
        null,
        null,
        null,
        0,
        failure,
        false,
        end == null ? null : kind,
        end,
        null);
  }

  private static String issuer(Credential credential) {
    return credential instanceof Credential.Bearer bearer && bearer.issuer() != null
        ? bearer.issuer().label()
        : "";
  }

  /// The `exp` claim of a bearer token that is a JWT.
  private static @Nullable Instant end(CredentialsResult authorization) {
    return authorization instanceof CredentialsResult.Ready ready
            && ready.credentials() instanceof Credentials.StaticBearer bearer
        ? TokenResponseParser.expiry(
            TokenResponseParser.claims(bearer.value().reveal()), Duration.ZERO)
        : null;
  }
}
