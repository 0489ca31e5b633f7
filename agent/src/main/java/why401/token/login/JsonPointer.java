package why401.token.login;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Values in JSON by JSON Pointer (RFC 6901).
final class JsonPointer {
  private JsonPointer() {}

  /// The value that `pointer` leads to in `json`, or null.
  static @Nullable Object find(@Nullable Object json, String pointer) {
    Object at = json;
    for (String step : steps(pointer)) {
      at =
          switch (at) {
            case Map<?, ?> object -> object.get(step);
            case List<?> list when step.matches("[0-9]{1,6}") -> item(list, Integer.parseInt(step));
            case null, default -> null;
          };
    }
    return at;
  }

  private static @Nullable Object item(List<?> list, int index) {
    return index < list.size() ? list.get(index) : null;
  }

  /// Puts `value` where `pointer` leads to, below objects that are made on the way.
  static void put(Map<String, Object> json, String pointer, String value) {
    List<String> steps = steps(pointer);
    Map<String, Object> at = json;
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = below(at, step);
    }
    at.put(steps.getLast(), value);
  }

  @SuppressWarnings("unchecked") // only this class puts objects in
  private static Map<String, Object> below(Map<String, Object> object, String step) {
    Object known = object.computeIfAbsent(step, _ -> new TreeMap<String, Object>());
    if (known instanceof Map<?, ?>) {
      return (Map<String, Object>) known;
    }
    Map<String, Object> made = new TreeMap<>();
    object.put(step, made);
    return made;
  }

  /// A text without a slash in front is the name of a member.
  private static List<String> steps(String pointer) {
    return pointer.startsWith("/")
        ? List.of(pointer.substring(1).split("/", -1)).stream()
            .map(step -> step.replace("~1", "/").replace("~0", "~"))
            .toList()
        : List.of(pointer);
  }
}
