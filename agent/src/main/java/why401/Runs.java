package why401;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import why401.diagnosis.History;

/// The last ten runs of a probe, in as little memory as that takes. Guarded by its owner.
final class Runs {
  private static final int MOST = 10;

  private final long[] at = new long[MOST];
  private final boolean[] accepted = new boolean[MOST];
  private int next;
  private int count;

  void add(Instant when, boolean wasAccepted) {
    at[next] = when.toEpochMilli();
    accepted[next] = wasAccepted;
    next = (next + 1) % MOST;
    count = Math.min(MOST, count + 1);
  }

  /// All but the newest, oldest first.
  List<History.Run> beforeTheNewest() {
    List<History.Run> runs = new ArrayList<>();
    for (int i = count; i > 1; i--) {
      int index = Math.floorMod(next - i, MOST);
      runs.add(new History.Run(Instant.ofEpochMilli(at[index]), accepted[index]));
    }
    return runs;
  }
}
