package why401.token.login;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/// Requests and responses of a login in JSON, whose values are named by JSON Pointer (RFC 6901). A
/// name without a slash in front is that of a member.
final class LoginJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LoginJson() {}

  /// An object with these fields, below objects that are made on the way.
  static String write(Map<String, String> fields) {
    ObjectNode json = MAPPER.createObjectNode();
    fields.forEach(
        (name, value) -> {
          JsonPointer pointer = pointer(name);
          json.withObject(pointer.head(), JsonNode.OverwriteMode.ALL, false)
              .put(pointer.last().getMatchingProperty(), value);
        });
    return json.toString();
  }

  /// `body`, or a node without members if it is no JSON.
  static JsonNode read(String body) {
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /// The text or number to which `name` leads, or empty.
  static String text(JsonNode json, String name) {
    JsonNode found = json.at(pointer(name));
    return found.isTextual() || found.isNumber() ? found.asText().strip() : "";
  }

  private static JsonPointer pointer(String name) {
    return name.startsWith("/")
        ? JsonPointer.compile(name)
        : JsonPointer.empty().appendProperty(name);
  }
}
