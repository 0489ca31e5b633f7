package why401.partner;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// What a token endpoint, or another OAuth endpoint, answered (RFC 6749, 5).
///
/// @param status the HTTP status
/// @param json the body; empty object when it had none
public record TokenAnswer(int status, JsonNode json) {

  static TokenAnswer of(HttpResponse<String> response) {
    String body = response.body().isBlank() ? "{}" : response.body();
    return new TokenAnswer(response.statusCode(), PlainHttp.json(body));
  }

  /// The access token.
  ///
  /// @throws IllegalStateException with the error when there is none
  public String accessToken() {
    return text("access_token");
  }

  /// The refresh token.
  ///
  /// @throws IllegalStateException with the error when there is none
  public String refreshToken() {
    return text("refresh_token");
  }

  /// The OAuth error, such as `invalid_grant`; empty when there is none.
  public String error() {
    return json.path("error").asText();
  }

  /// The error's description; empty when there is none.
  public String errorDescription() {
    return json.path("error_description").asText();
  }

  /// The claims of the access token, signature unchecked.
  public JsonNode claims() {
    return part(1);
  }

  /// The header of the access token.
  public JsonNode header() {
    return part(0);
  }

  /// Without the tokens.
  @Override
  public String toString() {
    return "TokenAnswer[" + status + " " + error() + " " + errorDescription() + "]";
  }

  private JsonNode part(int index) {
    byte[] part = Base64.getUrlDecoder().decode(accessToken().split("\\.", -1)[index]);
    return PlainHttp.json(new String(part, StandardCharsets.UTF_8));
  }

  private String text(String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw new IllegalStateException(name + ": absent in " + this + " (expected: present)");
    }
    return value.asText();
  }
}
