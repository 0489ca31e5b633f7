package why401.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import why401.api.ProbeDetailJson.Latency;
import why401.api.ProbeDetailJson.Run;
import why401.probe.Outcome;

/// The last fifty runs of a probe, for its page. Safe for many threads.
public final class RunLog {
  static final int MOST = 50;

  /// So many of the newest runs are now; those before them are before.
  private static final int RECENT = 10;

  private static final String[] OUTCOMES = {"accepted", "refused", "failed", "held"};

  private final long[] at = new long[MOST];
  private final int[] millis = new int[MOST];
  private final short[] status = new short[MOST];
  private final byte[] outcome = new byte[MOST];
  private int next;
  private int count;

  /// A run has ended.
  synchronized void add(Outcome ended) {
    at[next] = ended.at().toEpochMilli();
    switch (ended) {
      case Outcome.Accepted accepted ->
          set(0, accepted.exchange().status(), accepted.exchange().duration());
      case Outcome.Refused refused ->
          set(1, refused.exchange().status(), refused.exchange().duration());
      case Outcome.Unexpected unexpected ->
          set(2, unexpected.exchange().status(), unexpected.exchange().duration());
      case Outcome.Unreachable unreachable -> set(2, 0, unreachable.duration());
      case Outcome.Withheld _ -> set(3, 0, Duration.ZERO);
    }
    next = (next + 1) % MOST;
    count = Math.min(MOST, count + 1);
  }

  private void set(int kind, int answered, Duration took) {
    outcome[next] = (byte) kind;
    status[next] = (short) answered;
    millis[next] = (int) Math.min(took.toMillis(), Integer.MAX_VALUE);
  }

  /// Takes over the runs of `before`.
  synchronized void addAll(RunLog before) {
    System.arraycopy(before.at, 0, at, 0, MOST);
    System.arraycopy(before.millis, 0, millis, 0, MOST);
    System.arraycopy(before.status, 0, status, 0, MOST);
    System.arraycopy(before.outcome, 0, outcome, 0, MOST);
    next = before.next;
    count = before.count;
  }

  private IntStream indices() {
    return IntStream.range(0, count).map(i -> Math.floorMod(next - count + i, MOST));
  }

  /// Oldest first.
  public synchronized List<Run> runs() {
    List<Run> runs = new ArrayList<>(count);
    indices()
        .forEach(
            i ->
                runs.add(
                    new Run(
                        Instant.ofEpochMilli(at[i]), OUTCOMES[outcome[i]], status[i], millis[i])));
    return runs;
  }

  /// Medians of the runs that got a response: of the newest ten, and of those before.
  public synchronized Optional<Latency> latency() {
    int[] answered = indices().filter(i -> status[i] > 0).map(i -> millis[i]).toArray();
    int split = Math.max(0, answered.length - RECENT);
    if (split == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Latency(
            median(Arrays.copyOfRange(answered, split, answered.length)),
            median(Arrays.copyOf(answered, split))));
  }

  private static int median(int[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
