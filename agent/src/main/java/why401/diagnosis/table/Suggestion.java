package why401.diagnosis.table;

import java.util.Collection;
import java.util.Comparator;

/// The known name that was probably meant.
final class Suggestion {
  private Suggestion() {}

  /// ` (did you mean "x"?)`, or the names to choose from.
  static String of(String name, Collection<String> known) {
    return known.stream()
        .min(
            Comparator.comparingInt((String each) -> edits(name, each)).thenComparing(each -> each))
        .filter(each -> edits(name, each) <= Math.max(1, name.length() / 3))
        .map(each -> " (did you mean \"" + each + "\"?)")
        .orElseGet(() -> " (expected: one of " + String.join(", ", known) + ")");
  }

  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
