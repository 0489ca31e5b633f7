package why401.response;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import why401.response.statement.Hint;
import why401.response.statement.Indication;

/// Ranks claims.
final class Claims {

  private Claims() {}

  /// Strongest first, otherwise in the given order; one claim per hint; an answer names one cause
  /// at most.
  static List<Indication> rank(List<Indication> claims) {
    List<Indication> ranked = new ArrayList<>();
    Set<Hint> hints = EnumSet.noneOf(Hint.class);
    for (Indication indication :
        claims.stream().sorted(Comparator.comparing(Indication::strength)).toList()) {
      if (hints.add(indication.hint())) {
        ranked.add(ranked.isEmpty() ? indication : indication.suggested());
      }
    }
    return ranked;
  }
}
