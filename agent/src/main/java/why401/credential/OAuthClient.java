package why401.credential;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What every OAuth 2.0 grant needs: whom to ask, as which client, for what.
///
/// @param scope value of the form field `scope`
/// @param audience value of the form field `audience`
/// @param parameters further form fields, such as `resource` (RFC 8707)
/// @param tls TLS options towards the identity provider
public record OAuthClient(
    Issuer issuer,
    ClientAuthentication authentication,
    @Nullable String scope,
    @Nullable String audience,
    Map<String, String> parameters,
    TlsOptions tls) {
  /// Copies.
  public OAuthClient {
    parameters = Map.copyOf(parameters);
  }
}
