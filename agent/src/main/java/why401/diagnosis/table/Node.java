package why401.diagnosis.table;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One block of a table file, read with every problem collected instead of the first thrown.
final class Node {
  private static final Pattern PLACE = Pattern.compile("([^ ,:]+): (\\d+)");

  private final String path;
  private final ConfigObject object;
  private final List<TableProblem> problems;

  Node(String path, ConfigObject object, List<TableProblem> problems) {
    this.path = path;
    this.object = object;
    this.problems = problems;
  }

  Set<String> keys() {
    return object.keySet();
  }

  void allow(String... known) {
    for (String key : object.keySet()) {
      if (!List.of(known).contains(key)) {
        problem(key, "unknown key" + AllowedValues.of(key, List.of(known)));
      }
    }
  }

  /// The blocks below, in the order in which they were written.
  Map<String, Node> blocks(String key) {
    Map<String, Node> blocks = new LinkedHashMap<>();
    Node parent = block(key).orElse(null);
    if (parent == null) {
      return blocks;
    }
    parent.object.keySet().stream()
        .sorted(
            java.util.Comparator.comparingInt(
                each -> line(Objects.requireNonNull(parent.object.get(each)))))
        .forEach(each -> parent.block(each).ifPresent(node -> blocks.put(each, node)));
    return blocks;
  }

  Optional<Node> block(String key) {
    ConfigValue value = object.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof ConfigObject inner) {
      return Optional.of(new Node(path(key), inner, problems));
    }
    problem(key, "%s (expected: a block)".formatted(value.unwrapped()));
    return Optional.empty();
  }

  /// A text that must be there and must not be blank.
  String text(String key) {
    Object value = object.containsKey(key) ? object.get(key).unwrapped() : null;
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    problem(key, value == null ? "missing (expected: a text)" : value + " (expected: a text)");
    return "";
  }

  boolean flag(String key, boolean otherwise) {
    Object value = object.containsKey(key) ? object.get(key).unwrapped() : otherwise;
    if (value instanceof Boolean flag) {
      return flag;
    }
    problem(key, value + " (expected: true or false)");
    return otherwise;
  }

  double number(String key) {
    Object value = object.containsKey(key) ? object.get(key).unwrapped() : null;
    if (value instanceof Number number && number.doubleValue() >= 0) {
      return number.doubleValue();
    }
    problem(
        key,
        value == null ? "missing (expected: a number)" : value + " (expected: a number from 0)");
    return 0;
  }

  /// Every key with its number.
  Map<String, Double> numbers() {
    Map<String, Double> numbers = new LinkedHashMap<>();
    keys().forEach(key -> numbers.put(key, number(key)));
    return numbers;
  }

  /// One text or several.
  List<String> texts(String key) {
    ConfigValue value = object.get(key);
    if (value instanceof ConfigList list) {
      return list.unwrapped().stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(text(key));
  }

  boolean isBlock(String key) {
    return object.get(key) instanceof ConfigObject;
  }

  boolean has(String key) {
    return object.containsKey(key);
  }

  /// A name out of a closed list, or `otherwise` with a problem.
  <T> @Nullable T choice(String key, String name, Map<String, T> known) {
    T chosen = known.get(name);
    if (chosen == null) {
      problem(key, "\"" + name + "\"" + AllowedValues.of(name, known.keySet()));
    }
    return chosen;
  }

  void known(String key, Collection<String> known, String what) {
    if (!known.contains(key)) {
      problem(key, "unknown " + what + AllowedValues.of(key, known));
    }
  }

  void problem(String key, String message) {
    ConfigValue value = object.get(key);
    add(value == null ? object.origin() : value.origin(), path(key) + ": " + message);
  }

  /// A problem of the block itself.
  void problem(String message) {
    add(object.origin(), path + ": " + message);
  }

  /// A block that was merged of several has the place of the first.
  private void add(ConfigOrigin origin, String message) {
    Matcher place = PLACE.matcher(origin.description());
    boolean found = place.find();
    String file = found ? place.group(1) : origin.description();
    problems.add(new TableProblem(file, found ? Integer.parseInt(place.group(2)) : 0, message));
  }

  private static int line(ConfigValue value) {
    return value.origin().lineNumber();
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
