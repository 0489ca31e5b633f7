package why401.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// The RS256 keys that one realm signs tokens with.
public final class KeycloakKeys {

  private static final String PROVIDER = "org.keycloak.keys.KeyProvider";

  private final KeycloakAdmin admin;
  private final String realm;

  KeycloakKeys(KeycloakAdmin admin, String realm) {
    this.admin = admin;
    this.realm = realm;
  }

  /// The kid that new tokens are signed with.
  public String activeKid() {
    return admin.get(realm + "/keys").required("active").required("RS256").textValue();
  }

  /// Signs with a new key from now on; the old keys stay published, so their tokens stay good.
  public void rotate() {
    int highest =
        generated().stream()
            .mapToInt(it -> it.path("config").path("priority").path(0).asInt())
            .max()
            .orElse(0);
    admin.post(
        realm + "/components",
        Map.of(
            "name",
            "rsa-" + (highest + 1),
            "providerId",
            "rsa-generated",
            "providerType",
            PROVIDER,
            "config",
            Map.of(
                "priority",
                List.of(Integer.toString(highest + 1)),
                "algorithm",
                List.of("RS256"))));
  }

  /// Signs with a new key from now on, and withdraws the old ones: their tokens cannot be verified
  /// any more.
  public void rotateAndDeleteOld() {
    List<JsonNode> old = generated();
    rotate();
    old.forEach(it -> admin.delete(realm + "/components/" + it.path("id").asText()));
  }

  private List<JsonNode> generated() {
    return admin
        .get(realm + "/components?type=" + PROVIDER)
        .valueStream()
        .filter(it -> "rsa-generated".equals(it.path("providerId").asText()))
        .toList();
  }
}
