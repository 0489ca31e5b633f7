package why401.credential;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.SecretSource;

/// How an OAuth 2.0 client proves itself at the token endpoint (RFC 6749, 2.3; RFC 7523; RFC 8705).
public sealed interface ClientAuthentication {
  /// The client identifier.
  String clientId();

  /// A shared secret: in an Authorization header, in the form, or as the key of a signed assertion.
  record WithSecret(String clientId, Method method, SecretSource secret)
      implements ClientAuthentication {}

  /// A new JWT for every attempt, signed with a private key, read as PEM or JWK.
  ///
  /// @param keyId `kid` of the assertion's header; that of the JWK if absent
  /// @param algorithm JWS algorithm, `RS256` or `ES256` by the key if absent
  /// @param audience claim `aud`, the token endpoint if absent
  /// @param certificate PEM file of the certificate whose thumbprint is in the assertion's header
  ///   (`x5t`, `x5t#S256`), or null
  record PrivateKeyJwt(
      String clientId,
      SecretSource key,
      @Nullable String keyId,
      @Nullable String algorithm,
      @Nullable String audience,
      @Nullable Path certificate)
      implements ClientAuthentication {
    /// For the token endpoint, without a thumbprint.
    public PrivateKeyJwt(
        String clientId, SecretSource key, @Nullable String keyId, @Nullable String algorithm) {
      this(clientId, key, keyId, algorithm, null, null);
    }
  }

  /// A JWT that another program issues and rotates, such as a projected token of Kubernetes; read
  /// for every attempt.
  ///
  /// @param clientId may be empty: the assertion says it
  record Assertion(String clientId, SecretSource assertion) implements ClientAuthentication {}

  /// A client certificate (RFC 8705).
  record MutualTls(String clientId, Path cert, Path key) implements ClientAuthentication {}

  /// A public client: its identifier only, or nothing if that is empty.
  record Public(String clientId) implements ClientAuthentication {}

  /// Where a shared secret goes.
  enum Method {
    /// `client_secret_basic`.
    BASIC,
    /// `client_secret_post`.
    POST,
    /// `client_secret_jwt`.
    CLIENT_SECRET_JWT
  }
}
