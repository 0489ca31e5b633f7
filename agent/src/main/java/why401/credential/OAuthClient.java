package why401.credential;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import why401.credential.secret.SecretSource;

/// What every OAuth 2.0 grant needs: whom to ask, as which client, for what.
///
/// @param scope value of the form field `scope`
/// @param audience value of the form field `audience`
/// @param parameters further form fields, such as `resource` (RFC 8707)
/// @param tls TLS options towards the identity provider
/// @param timeout of an attempt to obtain a token
/// @param placement where its tokens go in the requests of probes
/// @param dpop what its tokens are bound to, or null
public record OAuthClient(
    Issuer issuer,
    ClientAuthentication authentication,
    @Nullable String scope,
    @Nullable String audience,
    Map<String, String> parameters,
    TlsOptions tls,
    Duration timeout,
    TokenPlacement placement,
    @Nullable Dpop dpop) {
  /// Demonstrating proof of possession (RFC 9449).
  ///
  /// @param key a private JWK, or null for one that is made for the process
  public record Dpop(@Nullable SecretSource key) {}

  /// The timeout that is used unless another is configured.
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

  /// Its tokens go into the header `Authorization`.
  public OAuthClient(
      Issuer issuer,
      ClientAuthentication authentication,
      @Nullable String scope,
      @Nullable String audience,
      Map<String, String> parameters,
      TlsOptions tls,
      Duration timeout) {
    this(issuer, authentication, scope, audience, parameters, tls, timeout, TokenPlacement.BEARER);
  }

  /// Its tokens are not bound.
  public OAuthClient(
      Issuer issuer,
      ClientAuthentication authentication,
      @Nullable String scope,
      @Nullable String audience,
      Map<String, String> parameters,
      TlsOptions tls,
      Duration timeout,
      TokenPlacement placement) {
    this(issuer, authentication, scope, audience, parameters, tls, timeout, placement, null);
  }

  /// Copies.
  public OAuthClient {
    parameters = Map.copyOf(parameters);
  }

  /// With the default timeout.
  public OAuthClient(
      Issuer issuer,
      ClientAuthentication authentication,
      @Nullable String scope,
      @Nullable String audience,
      Map<String, String> parameters,
      TlsOptions tls) {
    this(issuer, authentication, scope, audience, parameters, tls, DEFAULT_TIMEOUT);
  }
}
