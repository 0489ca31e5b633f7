package why401.soak;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// The fields of a posted form.
final class Form {
  private Form() {}

  static Map<String, String> read(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> fields = new HashMap<>();
    for (String field : body.split("&")) {
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
