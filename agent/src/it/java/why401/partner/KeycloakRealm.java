package why401.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One realm: what its owner can do to it, and what its callers can ask of it.
public final class KeycloakRealm {

  private final KeycloakAdmin admin;
  private final String name;
  private final String issuer;
  private final KeycloakClients clients;

  KeycloakRealm(KeycloakAdmin admin, String name, String issuer) {
    this.admin = admin;
    this.name = name;
    this.issuer = issuer;
    this.clients = new KeycloakClients(admin, "/" + name);
  }

  public String name() {
    return name;
  }

  public String issuer() {
    return issuer;
  }

  public String tokenEndpoint() {
    return endpoint("token");
  }

  /// RFC 7662.
  public String introspectionEndpoint() {
    return endpoint("token/introspect");
  }

  /// RFC 7009.
  public String revocationEndpoint() {
    return endpoint("revoke");
  }

  public String jwksUri() {
    return endpoint("certs");
  }

  public KeycloakClients clients() {
    return clients;
  }

  public KeycloakUsers users() {
    return new KeycloakUsers(admin, "/" + name, clients);
  }

  public KeycloakKeys keys() {
    return new KeycloakKeys(admin, "/" + name);
  }

  /// The realm's representation.
  public JsonNode settings() {
    return admin.get("/" + name);
  }

  /// Changes the settings that are given, such as `ssoSessionIdleTimeout`, and leaves the others.
  public void change(Map<String, Object> settings) {
    admin.put("/" + name, settings);
  }

  /// Makes a realm role.
  public void createRole(String role) {
    admin.post("/" + name + "/roles", Map.of("name", role));
  }

  /// Makes a client scope that shows in `scope` of tokens; give it to a client with
  /// [KeycloakClients#addScope].
  public void createClientScope(String scope) {
    admin.post(
        "/" + name + "/client-scopes",
        Map.of(
            "name",
            scope,
            "protocol",
            "openid-connect",
            "attributes",
            Map.of("include.in.token.scope", "true")));
  }

  /// Ends all sessions of all users: refresh tokens die, and access tokens at introspection.
  public void logoutAll() {
    admin.post("/" + name + "/logout-all", Map.of());
  }

  /// Revokes every token issued until now: Keycloak refuses what was issued before the next full
  /// second.
  public void pushNotBefore() {
    Instant now = InstantSource.system().instant();
    change(Map.of("notBefore", now.getEpochSecond() + 1));
    admin.post("/" + name + "/push-revocation", Map.of());
  }

  /// Makes an identity provider whose assertions buy tokens here (RFC 7523).
  ///
  /// @param issuer of its assertions
  /// @param jwks its public keys, as the JSON text of a JWK set
  public void trustAssertions(String alias, String issuer, String jwks) {
    admin.post(
        "/" + name + "/identity-provider/instances",
        Map.of(
            "alias",
            alias,
            "providerId",
            "jwt-authorization-grant",
            "enabled",
            true,
            "config",
            Map.of(
                "issuer",
                issuer,
                "jwtAuthorizationGrantEnabled",
                "true",
                "useJwksUrl",
                "false",
                "publicKeySignatureVerifier",
                jwks)));
  }

  /// Writes all user events down from now on, those of refresh tokens included.
  public void recordEvents() {
    change(
        Map.of(
            "eventsEnabled",
            true,
            "enabledEventTypes",
            List.of("LOGIN", "REFRESH_TOKEN", "REFRESH_TOKEN_ERROR", "CLIENT_LOGIN")));
  }

  /// The recorded events of one type, such as `REFRESH_TOKEN_ERROR`, newest first.
  public List<JsonNode> events(String type) {
    return admin.get("/" + name + "/events?max=100000&type=" + type).valueStream().toList();
  }

  public void delete() {
    admin.delete("/" + name);
  }

  /// The client-credentials grant with the secret in the form.
  ///
  /// @param scopes asked for beyond the defaults
  public TokenAnswer clientCredentials(String client, String secret, String... scopes) {
    Map<String, String> asked =
        scopes.length == 0 ? Map.of() : Map.of("scope", String.join(" ", scopes));
    return grant("client_credentials", client, secret, asked);
  }

  /// The password grant.
  ///
  /// @param scopes asked for beyond the defaults
  public TokenAnswer password(
      String client, String secret, String user, String password, String... scopes) {
    Map<String, String> asked = new HashMap<>(Map.of("username", user, "password", password));
    if (scopes.length > 0) {
      asked.put("scope", String.join(" ", scopes));
    }
    return grant("password", client, secret, asked);
  }

  /// The refresh-token grant.
  public TokenAnswer refresh(String client, String secret, String refreshToken) {
    return grant("refresh_token", client, secret, Map.of("refresh_token", refreshToken));
  }

  /// Whether introspection calls the token active.
  public boolean isActive(String client, String secret, String token) {
    var form = Map.of("client_id", client, "client_secret", secret, "token", token);
    return TokenAnswer.of(PlainHttp.post(introspectionEndpoint(), form))
        .json()
        .path("active")
        .asBoolean();
  }

  /// Revokes one token.
  public void revoke(String client, String secret, String token) {
    PlainHttp.post(
        revocationEndpoint(), Map.of("client_id", client, "client_secret", secret, "token", token));
  }

  /// The kids that the realm publishes for signatures.
  public List<String> publishedKids() {
    JsonNode keys = PlainHttp.json(PlainHttp.get(jwksUri()).body()).path("keys");
    return keys.valueStream()
        .filter(key -> "sig".equals(key.path("use").asText()))
        .map(key -> key.path("kid").asText())
        .toList();
  }

  private TokenAnswer grant(
      String type, String client, String secret, Map<String, String> parameters) {
    Map<String, String> form = new HashMap<>(parameters);
    form.put("grant_type", type);
    form.put("client_id", client);
    form.put("client_secret", secret);
    return TokenAnswer.of(PlainHttp.post(tokenEndpoint(), form));
  }

  private String endpoint(String path) {
    return issuer + "/protocol/openid-connect/" + path;
  }
}
