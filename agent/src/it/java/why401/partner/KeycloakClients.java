package why401.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// The clients of one realm; each is named by its `client_id`.
public final class KeycloakClients {

  private final KeycloakAdmin admin;
  private final String realm;

  KeycloakClients(KeycloakAdmin admin, String realm) {
    this.admin = admin;
    this.realm = realm;
  }

  /// A client with a secret, a service account, and the password grant.
  public void createConfidential(String client, String secret) {
    create(client, Map.of("secret", secret, "serviceAccountsEnabled", true));
  }

  /// A client without a secret, with the password grant.
  public void createPublic(String client) {
    create(client, Map.of("publicClient", true));
  }

  /// A client with a service account that proves itself with a JWT under one of its own keys
  /// (`private_key_jwt`, RFC 7523).
  ///
  /// @param jwks its public keys, each with `use` `sig`, as the JSON text of a JWK set
  public void createSignedJwt(String client, String jwks) {
    create(
        client,
        Map.of(
            "clientAuthenticatorType",
            "client-jwt",
            "serviceAccountsEnabled",
            true,
            "attributes",
            Map.of("use.jwks.string", "true", "jwks.string", jwks)));
  }

  /// A client with the password grant and no browser flow, plus what `settings` of Keycloak's
  /// client representation add or change.
  public void create(String client, Map<String, Object> settings) {
    Map<String, Object> representation = new HashMap<>();
    representation.put("clientId", client);
    representation.put("protocol", "openid-connect");
    representation.put("publicClient", false);
    representation.put("standardFlowEnabled", false);
    representation.put("directAccessGrantsEnabled", true);
    representation.putAll(settings);
    admin.post(realm + "/clients", representation);
  }

  /// Changes the settings that are given and leaves the others.
  public void change(String client, Map<String, Object> settings) {
    Map<String, Object> changed = new HashMap<>(settings);
    changed.put("clientId", client);
    admin.put(path(client), changed);
  }

  public void setSecret(String client, String secret) {
    change(client, Map.of("secret", secret));
  }

  /// Lets Keycloak make a new secret, and returns it; the old one is refused from now on.
  public String rotateSecret(String client) {
    admin.post(path(client) + "/client-secret", Map.of());
    return admin.get(path(client) + "/client-secret").path("value").asText();
  }

  public void disable(String client) {
    change(client, Map.of("enabled", false));
  }

  public void enable(String client) {
    change(client, Map.of("enabled", true));
  }

  public void delete(String client) {
    admin.delete(path(client));
  }

  /// Puts a value into `aud` of the client's access tokens.
  public void addAudience(String client, String audience) {
    admin.post(
        path(client) + "/protocol-mappers/models",
        Map.of(
            "name",
            "audience " + audience,
            "protocol",
            "openid-connect",
            "protocolMapper",
            "oidc-audience-mapper",
            "config",
            Map.of("included.custom.audience", audience, "access.token.claim", "true")));
  }

  /// Takes out what [#addAudience] put in.
  public void removeAudience(String client, String audience) {
    String mappers = path(client) + "/protocol-mappers/models";
    String id = id(admin.get(mappers), "name", "audience " + audience);
    admin.delete(mappers + "/" + id);
  }

  /// Makes a client role, shown in `resource_access` of tokens.
  public void createRole(String client, String role) {
    admin.post(path(client) + "/roles", Map.of("name", role));
  }

  /// Gives a client scope to the client: in every token.
  public void addScope(String client, String scope) {
    admin.put(path(client) + "/default-client-scopes/" + scope(scope), Map.of());
  }

  /// Gives a client scope to the client: in tokens that ask for it.
  public void addOptionalScope(String client, String scope) {
    admin.put(path(client) + "/optional-client-scopes/" + scope(scope), Map.of());
  }

  /// Takes back what [#addScope] gave.
  public void removeScope(String client, String scope) {
    admin.delete(path(client) + "/default-client-scopes/" + scope(scope));
  }

  /// Takes back what [#addOptionalScope] gave.
  public void removeOptionalScope(String client, String scope) {
    admin.delete(path(client) + "/optional-client-scopes/" + scope(scope));
  }

  /// The user name of the client's service account, for [KeycloakUsers].
  public String serviceAccount(String client) {
    return admin.get(path(client) + "/service-account-user").path("username").asText();
  }

  /// Revokes every token issued to this client until now.
  public void pushNotBefore(String client) {
    long now = InstantSource.system().instant().getEpochSecond();
    change(client, Map.of("notBefore", now + 1));
    admin.post(path(client) + "/push-revocation", Map.of());
  }

  String serviceAccountId(String userName) {
    String client = userName.substring(KeycloakUsers.SERVICE_ACCOUNT.length());
    return admin.get(path(client) + "/service-account-user").path("id").asText();
  }

  JsonNode role(String client, String role) {
    return admin.get(path(client) + "/roles/" + PlainHttp.encode(role));
  }

  String id(String client) {
    JsonNode found = admin.get(realm + "/clients?clientId=" + PlainHttp.encode(client));
    return id(found, "clientId", client);
  }

  private String path(String client) {
    return realm + "/clients/" + id(client);
  }

  private String scope(String scope) {
    return id(admin.get(realm + "/client-scopes"), "name", scope);
  }

  private static String id(JsonNode list, String property, String value) {
    return list.valueStream()
        .filter(it -> value.equals(it.path(property).asText()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(property + ": " + value + " (expected: one that exists)"))
        .path("id")
        .asText();
  }
}
