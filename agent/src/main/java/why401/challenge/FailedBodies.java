package why401.challenge;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells whether a body that came with status 200 calls itself a failure: JSON-RPC and GraphQL
/// errors without a result, `"success": false`, a fault or a failed acknowledgement in XML. A mere
/// `"status": "error"` does not: a health page says so of a part.
final class FailedBodies {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> ERRORS =
      Set.of("error", "errors", "err", "fault", "errorcode", "error_code", "errormessage");
  private static final Set<String> FLAGS = Set.of("ok", "success", "succeeded");
  private static final Set<String> RESULTS =
      Set.of("result", "results", "data", "items", "rows", "access_token");
  private static final Set<String> FINE =
      Set.of("", "0", "no", "none", "null", "ok", "false", "success");
  private static final Pattern XML =
      Pattern.compile(
          "^(?:<[?][^<>]{0,200}>)?\\s*(?:<(?:\\w{1,20}:)?errors?\\b|<.{0,2000}?<(?:faultstring>|ack>failure<))",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private FailedBodies() {}

  static boolean contains(String body) {
    String start = body.stripLeading();
    if (start.startsWith("<")) {
      return XML.matcher(start.substring(0, Math.min(start.length(), 4096))).find();
    }
    return start.startsWith("{") && json(start);
  }

  /// An error beside a result is a part of an answer, or a record that the answer is about.
  private static boolean json(String body) {
    boolean failed = false;
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName().toLowerCase(Locale.ROOT);
        JsonToken value = parser.nextToken();
        String text = value.isScalarValue() ? parser.getText().toLowerCase(Locale.ROOT) : "";
        boolean filled = value.isStructStart() ? filled(parser) : !FINE.contains(text);
        if (RESULTS.contains(name) && filled) {
          return false;
        }
        failed |=
            (ERRORS.contains(name) && filled) || (FLAGS.contains(name) && text.equals("false"));
      }
    } catch (IOException cutOffOrDamaged) {
      return failed;
    }
    return failed;
  }

  /// Whether the object or array has content; stands on its end afterwards.
  private static boolean filled(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    int depth = 1;
    for (JsonToken token = first; token != null; token = parser.nextToken()) {
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        break;
      }
    }
    return first != null && !first.isStructEnd();
  }
}
