package why401.credential;

import java.net.URI;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import why401.http.Origin;

/// An identity provider as configured: by its issuer identifier (endpoints are then discovered, RFC
/// 8414 and OpenID Connect Discovery), or endpoint by endpoint.
///
/// @param issuer the issuer identifier, literally as configured (a trailing slash matters)
/// @param tokenUrl token endpoint (RFC 6749, 3.2)
/// @param introspectionUrl introspection endpoint (RFC 7662)
/// @param jwksUrl JSON Web Key Set (RFC 7517)
public record Issuer(
    @Nullable String issuer,
    @Nullable URI tokenUrl,
    @Nullable URI introspectionUrl,
    @Nullable URI jwksUrl) {
  /// Whether `url` is of an origin that is named here.
  public boolean names(URI url) {
    URI named = issuer == null ? null : URI.create(issuer);
    return Stream.of(named, tokenUrl, introspectionUrl, jwksUrl)
        .filter(Objects::nonNull)
        .anyMatch(
            one ->
                Objects.equals(one.getScheme(), url.getScheme())
                    && Objects.equals(one.getRawAuthority(), url.getRawAuthority()));
  }

  /// The value of the metric label `issuer`: the configured issuer, or the token endpoint's origin.
  public String label() {
    if (issuer != null) {
      return issuer;
    }
    for (URI endpoint : new @Nullable URI[] {tokenUrl, introspectionUrl, jwksUrl}) {
      if (endpoint != null) {
        return Origin.of(endpoint);
      }
    }
    return "";
  }
}
