package why401.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which invariants were broken, how often, and the first examples.
final class Verdict {
  private static final int EXAMPLES = 5;

  private final Map<String, Integer> counts = new TreeMap<>();
  private final List<String> examples = new ArrayList<>();

  /// `invariant` of renewal.md, 9 is broken.
  synchronized void broken(String invariant, String how) {
    int before = counts.getOrDefault(invariant, 0);
    counts.put(invariant, before + 1);
    if (before < EXAMPLES) {
      examples.add(invariant + ": " + how);
    }
  }

  /// The same, with the last requests of the client that shows it.
  synchronized void broken(String invariant, String how, Member member) {
    broken(invariant, counts.getOrDefault(invariant, 0) < EXAMPLES ? how + member.history() : how);
  }

  /// Whether all hold.
  synchronized boolean holds() {
    return counts.isEmpty();
  }

  /// Times that each was broken.
  synchronized Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  @Override
  public synchronized String toString() {
    return counts + "\n" + String.join("\n", examples);
  }
}
