package why401.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import why401.diagnosis.evidence.RunSeries;

/// The last ten runs of a probe in compact form. Guarded by its owner.
final class RunHistory {
  private static final int MOST = 10;

  private final long[] at = new long[MOST];
  private final boolean[] accepted = new boolean[MOST];
  private final short[] status = new short[MOST];
  private final int[] fingerprints = new int[MOST];
  private int next;
  private int count;

  /// @param fingerprint equal for equal secrets
  void add(Instant when, boolean wasAccepted, int answered, int fingerprint) {
    at[next] = when.toEpochMilli();
    accepted[next] = wasAccepted;
    status[next] = (short) answered;
    fingerprints[next] = fingerprint;
    next = (next + 1) % MOST;
    count = Math.min(MOST, count + 1);
  }

  /// Whether acceptance and refusal alternated before the refusals that came last.
  boolean flapped() {
    boolean seenAccepted = false;
    for (int i = 1; i <= count; i++) {
      boolean one = accepted[Math.floorMod(next - i, MOST)];
      if (seenAccepted && !one) {
        return true;
      }
      seenAccepted = seenAccepted || one;
    }
    return false;
  }

  /// All but the newest, oldest first.
  List<RunSeries.Run> allButNewest() {
    List<RunSeries.Run> runs = new ArrayList<>();
    for (int i = count; i > 1; i--) {
      int index = Math.floorMod(next - i, MOST);
      runs.add(
          new RunSeries.Run(
              Instant.ofEpochMilli(at[index]),
              accepted[index],
              status[index],
              fingerprints[index]));
    }
    return runs;
  }
}
