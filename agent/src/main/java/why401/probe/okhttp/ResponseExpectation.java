package why401.probe.okhttp;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import why401.probe.Exchange;
import why401.probe.JsonDemand;
import why401.probe.Probe;

/// Compares a response with what is expected of it. What it says instead is not told: it may be a
/// secret.
final class ResponseExpectation {
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  /// Reads JSON with the first response that needs it.
  private static final class JsonBody {
    static final ObjectMapper MAPPER =
        new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private JsonBody() {}
  }

  /// How the response differs from what is expected; empty if it does not.
  ///
  /// @param unfollowed why a redirect was not followed, empty if none was left
  String mismatch(Probe.Expectation expect, Exchange exchange, String unfollowed) {
    int status = exchange.status();
    boolean fine =
        expect.status().isEmpty()
            ? status >= 200 && status < 300
            : expect.status().contains(status);
    if (!fine) {
      String wanted = expect.status().isEmpty() ? "2xx" : expect.status().toString();
      return "status: " + status + " (expected: " + wanted + ")" + unfollowed;
    }
    String wrong = body(expect, exchange);
    wrong = wrong.isEmpty() ? headers(expect, exchange) : wrong;
    wrong = wrong.isEmpty() ? json(expect, exchange) : wrong;
    return wrong.isEmpty() ? duration(expect, exchange) : wrong;
  }

  private String body(Probe.Expectation expect, Exchange exchange) {
    String body = expect.body();
    return body == null || pattern(body).matcher(exchange.body()).find()
        ? ""
        : "body: no match (expected: the configured expression"
            + (exchange.bodyTruncated() ? ", in the first 64 KiB of a longer body)" : ")");
  }

  private String headers(Probe.Expectation expect, Exchange exchange) {
    for (Map.Entry<String, String> one : new TreeMap<>(expect.headers()).entrySet()) {
      Pattern pattern = pattern(one.getValue());
      if (exchange.headers(one.getKey()).stream().noneMatch(is -> pattern.matcher(is).find())) {
        return "header %s: %s (expected: the configured expression)"
            .formatted(
                one.getKey(), exchange.headers(one.getKey()).isEmpty() ? "missing" : "no match");
      }
    }
    return "";
  }

  private String json(Probe.Expectation expect, Exchange exchange) {
    if (expect.json().isEmpty()) {
      return "";
    }
    JsonNode root;
    try {
      root = JsonBody.MAPPER.readTree(exchange.body());
    } catch (JsonProcessingException e) {
      return exchange.bodyTruncated()
          ? "json: longer than 64 KiB (expected: a shorter response)"
          : "json: none (expected: a response in JSON)";
    }
    for (Map.Entry<String, JsonDemand> one : new TreeMap<>(expect.json()).entrySet()) {
      if (!meets(root.at(JsonPointer.compile(one.getKey())), one.getValue())) {
        return "json: another value at %s (expected: %s)"
            .formatted(one.getKey().isEmpty() ? "the root" : one.getKey(), one.getValue().words());
      }
    }
    return "";
  }

  private boolean meets(JsonNode value, JsonDemand demand) {
    return switch (demand) {
      case JsonDemand.Present(boolean wanted) -> value.isMissingNode() != wanted;
      case JsonDemand.Matches(String regex) ->
          value.isValueNode() && pattern(regex).matcher(value.asText()).find();
      case JsonDemand.Equal(String text) -> equal(value, text);
      case JsonDemand.Between(var least, var most) -> {
        BigDecimal size =
            value.isContainerNode() ? BigDecimal.valueOf(value.size()) : number(value);
        yield size != null
            && (least == null || size.compareTo(least) >= 0)
            && (most == null || size.compareTo(most) <= 0);
      }
    };
  }

  private static boolean equal(JsonNode value, String text) {
    BigDecimal number = number(value);
    if (number != null) {
      try {
        return number.compareTo(new BigDecimal(text)) == 0;
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return value.isValueNode() && value.asText().equals(text);
  }

  private static @Nullable BigDecimal number(JsonNode value) {
    return value.isNumber() ? value.decimalValue() : null;
  }

  private static String duration(Probe.Expectation expect, Exchange exchange) {
    return expect.duration() == null || exchange.duration().compareTo(expect.duration()) <= 0
        ? ""
        : "duration: %d ms (expected: at most %d ms)"
            .formatted(exchange.duration().toMillis(), expect.duration().toMillis());
  }

  private Pattern pattern(String expression) {
    return patterns.computeIfAbsent(expression, Pattern::compile);
  }
}
