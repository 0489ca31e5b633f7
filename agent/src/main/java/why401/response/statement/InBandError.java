package why401.response.statement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What a body that came with status 200 says of itself: JSON-RPC and GraphQL errors without a
/// result, `"success": false`, a `code` of failure beside a message, a fault or a failed
/// acknowledgement in XML. A mere `"status": "error"` is no failure: a health page says so of a
/// part.
///
/// @param failed whether the body reports a failure
/// @param status the status that it reports, of those about authentication; 0 if none
record InBandError(boolean failed, int status) {
  /// No failure.
  static final InBandError NONE = new InBandError(false, 0);

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> ERRORS =
      Set.of(
          "error",
          "errors",
          "err",
          "fault",
          "exception",
          "errcode",
          "errorcode",
          "error_code",
          "error_id",
          "errornum",
          "errormessage",
          "error_message",
          "error_type");
  private static final Set<String> FLAGS = Set.of("ok", "success", "succeeded", "result");
  private static final Set<String> RESULTS =
      Set.of("result", "results", "data", "items", "rows", "access_token");
  private static final Set<String> ENVELOPES =
      Set.of("response", "meta", "header", "head", "base_resp");
  private static final Set<String> CODES =
      Set.of("code", "errcode", "retcode", "ret", "resultcode", "result_code");
  private static final Set<String> STATUSES = Set.of("status", "statuscode", "status_code");
  private static final Set<String> MESSAGES =
      Set.of("msg", "message", "desc", "description", "errmsg", "retmsg", "error_msg", "info");
  private static final Set<String> FINE =
      Set.of("", "0", "no", "none", "null", "ok", "false", "success");
  private static final Pattern FAILING = Pattern.compile("-?(?!0+$|1$|2[0-9]{2}$|[12]0000$)[0-9]+");
  private static final Map<String, Integer> REPORTED =
      Map.ofEntries(
          Map.entry("401", 401),
          Map.entry("403", 403),
          Map.entry("407", 407),
          Map.entry("unauthenticated", 401),
          Map.entry("unauthorized", 401),
          Map.entry("unauthorised", 401),
          Map.entry("forbidden", 403),
          Map.entry("permission_denied", 403));
  private static final Pattern XML =
      Pattern.compile(
          "^(?:<[?][^<>]{0,200}>)?\\s*(?:<(?:\\w{1,20}:)?errors?\\b|<.{0,2000}?<(?:faultstring>|ack>failure<))",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  static InBandError of(String body) {
    String start = body.stripLeading();
    if (start.startsWith("<")) {
      boolean fault = XML.matcher(start.substring(0, Math.min(start.length(), 4096))).find();
      return new InBandError(fault, 0);
    }
    return start.startsWith("{") ? new JsonReport().read(start) : NONE;
  }

  /// The members of one JSON body, as far as they distinguish success from failure.
  private static final class JsonReport {
    private boolean failure;
    private boolean code;
    private boolean message;
    private boolean hasResult;
    private int reported;

    /// An error beside a result is part of a response, or a record that the response is about.
    InBandError read(String body) {
      try (JsonParser parser = JSON.createParser(body)) {
        Deque<String> within = new ArrayDeque<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          if (token.isStructStart()) {
            String name = parser.getParsingContext().getParent().getCurrentName();
            within.addLast(name == null ? "" : name.toLowerCase(Locale.ROOT));
          } else if (token.isStructEnd()) {
            within.removeLast();
          } else if (token.isScalarValue()) {
            scalar(
                root(within),
                field(parser),
                token == JsonToken.VALUE_NULL ? "" : parser.getText().toLowerCase(Locale.ROOT));
          }
        }
      } catch (IOException cutOffOrDamaged) {
        return result();
      }
      return result();
    }

    private static String field(JsonParser parser) {
      String name = parser.getParsingContext().getCurrentName();
      return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }

    /// The outermost name around the value, the empty string at the top; an envelope does not
    /// count.
    private static String root(Deque<String> within) {
      return within.stream()
          .skip(1)
          .filter(name -> !ENVELOPES.contains(name))
          .findFirst()
          .orElse("");
    }

    private void scalar(String root, String field, String value) {
      boolean top = root.isEmpty();
      String place = top ? field : root;
      hasResult |= RESULTS.contains(place) && !value.isEmpty() && !value.equals("false");
      failure |= ERRORS.contains(place) && (!top || !FINE.contains(value));
      failure |= top && FLAGS.contains(field) && value.equals("false");
      message |= top && MESSAGES.contains(field) && !value.isEmpty();
      code |= top && CODES.contains(field) && FAILING.matcher(value).matches();
      boolean status = CODES.contains(field) || STATUSES.contains(field);
      if (status && (top || ERRORS.contains(root)) && REPORTED.containsKey(value)) {
        reported = REPORTED.get(value);
      }
    }

    private InBandError result() {
      boolean all = !hasResult && (failure || (message && (code || reported > 0)));
      return new InBandError(all, all ? reported : 0);
    }
  }
}
