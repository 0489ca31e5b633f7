package why401.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// The users of one realm, service accounts included; each is named by its user name.
public final class KeycloakUsers {

  static final String SERVICE_ACCOUNT = "service-account-";

  private final KeycloakAdmin admin;
  private final String realm;
  private final KeycloakClients clients;

  KeycloakUsers(KeycloakAdmin admin, String realm, KeycloakClients clients) {
    this.admin = admin;
    this.realm = realm;
    this.clients = clients;
  }

  /// A user who can log in at once: complete profile, verified address, permanent password.
  public void create(String user, String password) {
    admin.post(
        realm + "/users",
        Map.of(
            "username",
            user,
            "enabled",
            true,
            "email",
            user + "@why401.test",
            "emailVerified",
            true,
            "firstName",
            user,
            "lastName",
            "Test",
            "credentials",
            List.of(credential(password, false))));
  }

  public void setPassword(String user, String password) {
    admin.put(path(user) + "/reset-password", credential(password, false));
  }

  /// A password that must be changed at the next login: the password grant refuses it.
  public void setTemporaryPassword(String user, String password) {
    admin.put(path(user) + "/reset-password", credential(password, true));
  }

  public void disable(String user) {
    admin.put(path(user), Map.of("enabled", false));
  }

  public void enable(String user) {
    admin.put(path(user), Map.of("enabled", true));
  }

  public void delete(String user) {
    admin.delete(path(user));
  }

  /// Sets what the user has to do at the next login, such as `UPDATE_PASSWORD`, `CONFIGURE_TOTP`;
  /// none lifts it.
  public void requireActions(String user, String... actions) {
    admin.put(path(user), Map.of("requiredActions", List.of(actions)));
  }

  /// Ends all sessions of the user.
  public void logout(String user) {
    admin.post(path(user) + "/logout", Map.of());
  }

  /// Makes the user known under `subject` at an identity provider.
  public void link(String user, String provider, String subject) {
    admin.post(
        path(user) + "/federated-identity/" + provider,
        Map.of("identityProvider", provider, "userId", subject, "userName", subject));
  }

  public void addRealmRole(String user, String role) {
    admin.post(path(user) + "/role-mappings/realm", List.of(realmRole(role)));
  }

  public void removeRealmRole(String user, String role) {
    admin.delete(path(user) + "/role-mappings/realm", List.of(realmRole(role)));
  }

  public void addClientRole(String user, String client, String role) {
    admin.post(clientRoles(user, client), List.of(clients.role(client, role)));
  }

  public void removeClientRole(String user, String client, String role) {
    admin.delete(clientRoles(user, client), List.of(clients.role(client, role)));
  }

  /// The name of the user that tokens call `subject`; the subject itself if there is none.
  public String name(String subject) {
    return admin
        .get(realm + "/users?max=1000")
        .valueStream()
        .filter(one -> one.path("id").asText().equals(subject))
        .map(one -> one.path("username").asText())
        .findFirst()
        .orElse(subject);
  }

  /// Whether brute-force protection has locked the user now.
  public boolean isLocked(String user) {
    return admin.get(attacks(user)).path("disabled").asBoolean();
  }

  /// How many failed logins brute-force protection remembers.
  public int failures(String user) {
    return admin.get(attacks(user)).path("numFailures").asInt();
  }

  /// Makes brute-force protection forget the user's failures.
  public void unlock(String user) {
    admin.delete(attacks(user));
  }

  private String attacks(String user) {
    return realm + "/attack-detection/brute-force/users/" + id(user);
  }

  private String clientRoles(String user, String client) {
    return path(user) + "/role-mappings/clients/" + clients.id(client);
  }

  private JsonNode realmRole(String role) {
    return admin.get(realm + "/roles/" + PlainHttp.encode(role));
  }

  private String path(String user) {
    return realm + "/users/" + id(user);
  }

  private String id(String user) {
    if (user.startsWith(SERVICE_ACCOUNT)) {
      return clients.serviceAccountId(user);
    }
    JsonNode found = admin.get(realm + "/users?exact=true&username=" + PlainHttp.encode(user));
    if (found.size() != 1) {
      throw new IllegalStateException("user: " + user + " (expected: one that exists)");
    }
    return found.path(0).path("id").asText();
  }

  private static Map<String, Object> credential(String password, boolean temporary) {
    return Map.of("type", "password", "value", password, "temporary", temporary);
  }
}
