package why401.config.target;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import why401.config.hocon.ProblemCollector;
import why401.config.hocon.SourceLocation;
import why401.config.hocon.Suggestion;

/// Reads a list of targets in the format of Prometheus' `file_sd` and `http_sd`: groups with
/// `targets` and `labels`.
public final class TargetList {
  private static final String GROUP = "{ \"targets\": [\"host:port\"], \"labels\": { … } }";

  private final String file;
  private final JsonParser parser;
  private final ProblemCollector problems;
  private final List<Target> found = new ArrayList<>();

  private TargetList(String file, JsonParser parser, ProblemCollector problems) {
    this.file = file;
    this.parser = parser;
    this.problems = problems;
  }

  /// The targets in `content`, or empty after everything that is wrong with it was reported.
  ///
  /// @param file as problems name it; with the end `.yml` or `.yaml` it is YAML, otherwise JSON
  public static Optional<List<Target>> parse(
      String file, byte[] content, ProblemCollector problems) {
    JsonFactory format = file.matches("(?i).*\\.ya?ml") ? new YAMLFactory() : new JsonFactory();
    int before = problems.errorCount();
    try (JsonParser parser = format.createParser(content)) {
      TargetList list = new TargetList(file, parser, problems);
      list.groups();
      return problems.errorCount() == before ? Optional.of(list.found) : Optional.empty();
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      problems.error(
          new SourceLocation(file, line),
          "syntax: not understood (expected: a list of %s, in %s)"
              .formatted(GROUP, format.getFormatName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.empty();
  }

  private SourceLocation here() {
    return new SourceLocation(file, Math.max(1, parser.currentTokenLocation().getLineNr()));
  }

  private void refuse(String what, String expected) throws IOException {
    problems.error(here(), "%s (expected: %s)".formatted(what, expected));
    parser.skipChildren();
  }

  private void groups() throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null && file.matches("(?i).*\\.ya?ml")) {
      return;
    }
    if (first != JsonToken.START_ARRAY) {
      problems.error(
          new SourceLocation(file, 1), "targets: no list (expected: a list of " + GROUP + ")");
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        group();
      } else {
        refuse("targets: an element that is no group", GROUP);
      }
    }
  }

  /// A target before the labels of its group are known.
  private record Address(SourceLocation place, String text) {}

  private void group() throws IOException {
    List<Address> addresses = new ArrayList<>();
    Map<String, String> labels = new TreeMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      SourceLocation place = here();
      parser.nextToken();
      switch (key) {
        case "targets" -> addresses(addresses);
        case "labels" -> labels(labels);
        default -> {
          String hint =
              Suggestion.to(key, List.of("targets", "labels"))
                  .map(near -> "did you mean " + near + "?")
                  .orElse("expected: targets, labels");
          problems.error(place, "%s: unknown key (%s)".formatted(key, hint));
          parser.skipChildren();
        }
      }
    }
    for (Address address : addresses) {
      Map<String, String> all = new TreeMap<>(labels);
      all.put(Target.ADDRESS, address.text());
      found.add(new Target(address.place(), all));
    }
  }

  private void addresses(List<Address> into) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      refuse("targets: no list", "a list of addresses: [\"host:port\"]");
      return;
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.VALUE_STRING && !parser.getText().isBlank()) {
        into.add(new Address(here(), parser.getText().strip()));
      } else {
        refuse("targets: an element that is no address", "host:port, or a URL");
      }
    }
  }

  private void labels(Map<String, String> into) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      refuse("labels: no object", "an object of label names and values");
      return;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
        into.put(name, parser.getText());
      } else {
        refuse("labels." + name + ": no text", "text");
      }
    }
  }
}
