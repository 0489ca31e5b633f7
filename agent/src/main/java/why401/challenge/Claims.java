package why401.challenge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Ranks claims.
final class Claims {

  private Claims() {}

  /// Strongest first, otherwise in the given order; one claim per hint; an answer names one cause
  /// at most.
  static List<Claim> rank(List<Claim> claims) {
    List<Claim> ranked = new ArrayList<>();
    Set<Hint> hints = EnumSet.noneOf(Hint.class);
    for (Claim claim : claims.stream().sorted(Comparator.comparing(Claim::strength)).toList()) {
      if (hints.add(claim.hint())) {
        ranked.add(ranked.isEmpty() ? claim : claim.suggested());
      }
    }
    return ranked;
  }
}
