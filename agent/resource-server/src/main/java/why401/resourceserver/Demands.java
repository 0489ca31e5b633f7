package why401.resourceserver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What this resource server demands of a token: the properties below `demands`.
///
/// @param issuer the only accepted `iss`; any when absent
/// @param jwkSetUri where the keys of JWTs are published; absent when tokens are opaque
/// @param audience a value that `aud` must contain; any when absent
/// @param clockFile holds how many seconds this server's clock is ahead; read at each request
/// @param clockSkew how far `exp` and `nbf` may be off
/// @param rememberKeys whether fetched keys are kept for minutes, as Spring does by default, or
///   fetched for each token
/// @param introspection how opaque tokens are looked up; absent when tokens are JWTs
/// @param authorities path to the authority it demands, such as `SCOPE_orders.read` or
///   `ROLE_auditor`
@ConfigurationProperties("demands")
record Demands(
    @Nullable String issuer,
    @Nullable String jwkSetUri,
    @Nullable String audience,
    Path clockFile,
    @DefaultValue("0s") Duration clockSkew,
    @DefaultValue("false") boolean rememberKeys,
    @Nullable Introspection introspection,
    Map<String, String> authorities) {

  Demands {
    authorities = authorities == null ? Map.of() : Map.copyOf(authorities);
    if ((jwkSetUri == null) == (introspection == null)) {
      throw new IllegalArgumentException(
          "demands: jwk-set-uri "
              + jwkSetUri
              + ", introspection "
              + (introspection != null)
              + " (expected: one of them)");
    }
  }

  /// RFC 7662 introspection.
  ///
  /// @param uri the endpoint
  /// @param clientId who asks
  /// @param clientSecret its secret
  record Introspection(String uri, String clientId, String clientSecret) {

    @Override
    public String toString() {
      return "Introspection[" + uri + ", " + clientId + "]";
    }
  }
}
