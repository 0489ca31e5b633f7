package why401.token.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/// Which of the last attempts at one issuer were answered. Guarded by its owner.
final class RecentOutcomes {
  private static final int KEPT = 10;
  private static final Duration RECENT = Duration.ofMinutes(10);
  private static final int SEVERAL = 2;

  private record AttemptEnd(Instant at, boolean answered) {}

  private final Deque<AttemptEnd> last = new ArrayDeque<>();

  void add(Instant now, boolean answered) {
    last.addLast(new AttemptEnd(now, answered));
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  /// Whether some were answered and several others failed, not long before the newest.
  boolean mixed() {
    if (last.isEmpty()) {
      return false;
    }
    Instant from = last.getLast().at().minus(RECENT);
    long recent = last.stream().filter(one -> !one.at().isBefore(from)).count();
    long failed = last.stream().filter(one -> !one.at().isBefore(from) && !one.answered()).count();
    return failed >= SEVERAL && recent > failed;
  }
}
