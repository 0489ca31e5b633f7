package why401.diagnosis.table;

import java.util.Collection;
import why401.config.hocon.Suggestion;

/// What was expected instead of an unknown name.
final class AllowedValues {
  private AllowedValues() {}

  /// ` (did you mean "x"?)`, or the names to choose from.
  static String of(String name, Collection<String> known) {
    return Suggestion.to(name, known.stream().sorted().toList())
        .map(each -> " (did you mean \"" + each + "\"?)")
        .orElseGet(() -> " (expected: one of " + String.join(", ", known) + ")");
  }
}
