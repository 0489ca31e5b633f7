package why401.soak;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The fields of a posted form.
final class Form {
  private Form() {}

  static Map<String, String> read(String body) {
    Map<String, String> fields = new HashMap<>();
    for (String field : body.split("&", -1)) {
      int at = field.indexOf('=');
      if (at > 0) {
        fields.put(decode(field.substring(0, at)), decode(field.substring(at + 1)));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
