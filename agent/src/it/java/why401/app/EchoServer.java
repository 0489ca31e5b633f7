package why401.app;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import why401.api.Json;
import why401.http.client.RawServer;

/// Refuses, and says everything back that it was sent: as it is, encoded, decoded, backwards, and
/// beside it what would do harm where it is shown.
final class EchoServer {
  private static final String HARM =
      "\u001b[31m\u0007\u009b\u202eEVIL\u2066\u0000<script>evil()</script>\u2028FORGED event ";

  private EchoServer() {}

  static void answer(RawServer.Request request, OutputStream out) throws IOException {
    String sent = request.head() + request.body();
    StringBuilder all = new StringBuilder(HARM).append(sent);
    for (String word : sent.split("[\\s=&;:,\"]+")) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      all.append(' ').append(URLEncoder.encode(word, StandardCharsets.UTF_8));
      all.append(' ').append(Base64.getEncoder().encodeToString(bytes));
      all.append(' ').append(decoded(word));
    }
    String text = all.toString().replaceAll("[\r\n]+", " ");
    boolean token = request.path().startsWith("/token");
    String body =
        token
            ? Json.line(Map.of("error", "invalid_client", "error_description", text))
            : "<html><title>" + text + "</title>" + text;
    String header = text.replaceAll("[\\x00-\\x1f\\x7f\"]", "");
    out.write(
        RawServer.answer(
            """
            401 No\r
            Content-Type: %s\r
            WWW-Authenticate: Bearer realm="%s", error="invalid_token", error_description="%s"\r
            Server: %s\
            """
                .formatted(
                    token ? "application/json" : "text/html; charset=utf-8",
                    beginning(header, 4_000),
                    beginning(header, 2_000),
                    beginning(header, 500)),
            body));
  }

  /// A capture of a refusal with the same words.
  static String capture() {
    Map<String, Object> request = Map.of("method", "GET", "url", "https://api.example/");
    Map<String, Object> response =
        Map.of(
            "status",
            401,
            "headers",
            List.of(Map.of("name", "WWW-Authenticate", "value", "Bearer realm=\"" + HARM + "\"")),
            "content",
            Map.of("text", HARM));
    return Json.line(
        Map.of(
            "log", Map.of("entries", List.of(Map.of("request", request, "response", response)))));
  }

  /// An error message quotes the key.
  static String badConfiguration() {
    return "why401.probes.a { url = \"http://127.0.0.1/\", " + Json.line(HARM) + " = 1 }";
  }

  private static String beginning(String text, int most) {
    return text.substring(0, Math.min(most, text.length()));
  }

  private static String decoded(String word) {
    try {
      return new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
