package why401.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.credential.Secret;
import why401.credential.SecretSource;
import why401.credential.SecretUnavailableException;

/// Credentials that go on the wire as they are: read anew for each probe.
final class StaticProofs {
  private StaticProofs() {}

  static Authorization authorize(Credential credential, Instant now) {
    try {
      Proof proof =
          switch (credential) {
            case Credential.Basic basic ->
                new Proof.Basic(basic.username(), read(basic.password()));
            case Credential.Digest digest ->
                new Proof.Digest(digest.username(), read(digest.password()));
            case Credential.ApiKey key ->
                new Proof.Key(key.in(), key.parameter(), read(key.value()));
            case Credential.Bearer bearer -> new Proof.StaticBearer(read(bearer.token()));
            case Credential.Renewable renewable ->
                throw new IllegalArgumentException(
                    "credential: %s (expected: one that is not renewed)"
                        .formatted(renewable.name()));
          };
      return new Authorization.Ready(proof);
    } catch (SecretUnavailableException e) {
      String message = e.getMessage() == null ? "secret: not readable" : e.getMessage();
      return new Authorization.Unavailable(Fault.of(now, Fault.Reason.SECRET_UNAVAILABLE, message));
    }
  }

  private static Secret read(SecretSource source) throws SecretUnavailableException {
    Secret secret = source.read();
    if (secret.isEmpty()) {
      throw new SecretUnavailableException(source.describe() + ": empty (expected: a secret)");
    }
    return secret;
  }

  static CredentialState state(Credential credential, Instant now) {
    Authorization authorization = authorize(credential, now);
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
      case Credential.Basic _, Credential.Digest _, Credential.Renewable _ -> {}
    }
    boolean ready = authorization instanceof Authorization.Ready;
    Fault fault =
        authorization instanceof Authorization.Unavailable unavailable ? unavailable.fault() : null;
    return new CredentialState(
        credential.name(),
        credential.type(),
        issuer(credential),
        ready && (end == null || end.isAfter(now)),
        null,
        null,
        null,
        0,
        fault,
        false,
        end == null ? null : kind,
        end);
  }

  private static String issuer(Credential credential) {
    return credential instanceof Credential.Bearer bearer && bearer.issuer() != null
        ? bearer.issuer().label()
        : "";
  }

  /// The `exp` claim of a bearer token that is a JWT.
  private static @Nullable Instant end(Authorization authorization) {
    return authorization instanceof Authorization.Ready ready
            && ready.proof() instanceof Proof.StaticBearer bearer
        ? TokenAnswers.expiry(TokenAnswers.claims(bearer.value().reveal()), java.time.Duration.ZERO)
        : null;
  }
}
