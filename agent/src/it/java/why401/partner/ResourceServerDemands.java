package why401.partner;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What a [ResourceServer] demands of a token.
///
/// @param tokens which kind it takes
/// @param issuer the only accepted `iss` of a JWT; any when absent
/// @param audience a value that `aud` of a JWT must contain; any when absent
/// @param clockSkew how far `exp` and `nbf` of a JWT may be off
/// @param rememberKeys whether fetched keys are kept for minutes, as Spring does by default, or
///   fetched for each token
/// @param authorities path to the authority that it demands, such as `SCOPE_orders.read`, or
///   `ROLE_auditor` for a role of Keycloak
public record ResourceServerDemands(
    Tokens tokens,
    Optional<String> issuer,
    Optional<String> audience,
    Duration clockSkew,
    boolean rememberKeys,
    Map<String, String> authorities) {

  public ResourceServerDemands {
    authorities = Map.copyOf(authorities);
  }

  /// A kind of token.
  public sealed interface Tokens {}

  /// Self-contained tokens, verified with published keys.
  public record Jwts(String jwkSetUri) implements Tokens {}

  /// Opaque tokens, looked up at the identity provider (RFC 7662).
  public record Introspected(String uri, String client, String secret) implements Tokens {

    @Override
    public String toString() {
      return "Introspected[" + uri + ", " + client + "]";
    }
  }

  /// JWTs of the realm, no skew allowed, keys fetched for each token.
  public static ResourceServerDemands jwtsOf(KeycloakRealm realm) {
    return new ResourceServerDemands(
        new Jwts(realm.jwksUri()),
        Optional.of(realm.issuer()),
        Optional.empty(),
        Duration.ZERO,
        false,
        Map.of());
  }

  /// Tokens of the realm, each looked up with the client's credentials.
  public static ResourceServerDemands introspectedBy(
      KeycloakRealm realm, String client, String secret) {
    return new ResourceServerDemands(
        new Introspected(realm.introspectionEndpoint(), client, secret),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        false,
        Map.of());
  }

  /// Keys of JWTs come from elsewhere, a cache in between, say.
  public ResourceServerDemands withJwkSetUri(String uri) {
    return new ResourceServerDemands(
        new Jwts(uri), issuer, audience, clockSkew, rememberKeys, authorities);
  }

  public ResourceServerDemands withIssuer(String only) {
    return new ResourceServerDemands(
        tokens, Optional.of(only), audience, clockSkew, rememberKeys, authorities);
  }

  /// Whoever issued them: the key alone counts.
  public ResourceServerDemands ofAnyIssuer() {
    return new ResourceServerDemands(
        tokens, Optional.empty(), audience, clockSkew, rememberKeys, authorities);
  }

  public ResourceServerDemands withAudience(String wanted) {
    return new ResourceServerDemands(
        tokens, issuer, Optional.of(wanted), clockSkew, rememberKeys, authorities);
  }

  public ResourceServerDemands withClockSkew(Duration allowed) {
    return new ResourceServerDemands(tokens, issuer, audience, allowed, rememberKeys, authorities);
  }

  public ResourceServerDemands rememberingKeys() {
    return new ResourceServerDemands(tokens, issuer, audience, clockSkew, true, authorities);
  }

  public ResourceServerDemands withAuthority(String path, String authority) {
    var more = new HashMap<>(authorities);
    more.put(path, authority);
    return new ResourceServerDemands(tokens, issuer, audience, clockSkew, rememberKeys, more);
  }
}
