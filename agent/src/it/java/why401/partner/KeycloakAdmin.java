package why401.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// Keycloak's admin REST API, as the bootstrap admin client.
final class KeycloakAdmin {

  static final String CLIENT = "why401-tests";
  static final String SECRET = "why401-tests-secret";
  private static final Duration TOKEN_KEPT = Duration.ofSeconds(20);

  private final String base;
  private String token = "";
  private long tokenUntil = System.nanoTime();

  /// @param base URL of the server
  KeycloakAdmin(String base) {
    this.base = base;
  }

  JsonNode get(String path) {
    return PlainHttp.json(send("GET", path, BodyPublishers.noBody()).body());
  }

  /// Returns the new id when the answer names one, else nothing.
  String post(String path, Object body) {
    String location = send("POST", path, json(body)).headers().firstValue("Location").orElse("");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  void put(String path, Object body) {
    send("PUT", path, json(body));
  }

  void delete(String path) {
    send("DELETE", path, BodyPublishers.noBody());
  }

  void delete(String path, Object body) {
    send("DELETE", path, json(body));
  }

  private HttpResponse<String> send(String method, String path, BodyPublisher body) {
    var request =
        PlainHttp.request(base + "/admin/realms" + path)
            .header("Authorization", "Bearer " + token())
            .header("Content-Type", "application/json")
            .method(method, body)
            .build();
    HttpResponse<String> response = PlainHttp.send(request);
    if (response.statusCode() >= 300) {
      throw new IllegalStateException(
          "%s %s: %d %s (expected: 2xx)"
              .formatted(method, path, response.statusCode(), response.body()));
    }
    return response;
  }

  synchronized String token() {
    if (System.nanoTime() - tokenUntil >= 0) {
      var form =
          Map.of("grant_type", "client_credentials", "client_id", CLIENT, "client_secret", SECRET);
      token =
          TokenAnswer.of(
                  PlainHttp.post(base + "/realms/master/protocol/openid-connect/token", form))
              .accessToken();
      tokenUntil = System.nanoTime() + TOKEN_KEPT.toNanos();
    }
    return token;
  }

  private static BodyPublisher json(Object body) {
    return BodyPublishers.ofString(PlainHttp.toJson(body));
  }
}
