package why401.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/// One matcher of Alertmanager's configuration: `label="value"` or `label=~"expression"`.
record Matcher(String label, boolean expression, String value) {
  private static final Pattern FORM = Pattern.compile("(\\w+)(=~?)\"(.*)\"");

  static List<Matcher> all(JsonNode matchers) {
    return StreamSupport.stream(matchers.spliterator(), false)
        .map(node -> parse(node.asText()))
        .toList();
  }

  private static Matcher parse(String text) {
    MatchResult parts =
        FORM.matcher(text)
            .results()
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(text + " (expected: label=\"value\" or =~)"));
    return new Matcher(parts.group(1), parts.group(2).equals("=~"), parts.group(3));
  }

  boolean matches(Map<String, String> labels) {
    String actual = labels.getOrDefault(label, "");
    return expression ? actual.matches(value) : actual.equals(value);
  }
}
