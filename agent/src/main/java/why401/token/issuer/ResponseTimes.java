package why401.token.issuer;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;

/// How long an identity provider took for the last attempts. One that was given up counts with the
/// time that it was waited for, so that a provider that is slow and not dead gets longer next time.
public final class ResponseTimes {
  private static final int KEPT = 16;

  private final Deque<Duration> last = new ArrayDeque<>();

  /// An attempt was answered, or given up, after `took`.
  public synchronized void add(Duration took) {
    last.addLast(took);
    if (last.size() > KEPT) {
      last.removeFirst();
    }
  }

  /// The 95th percentile by nearest rank, which is the slowest of so few; zero if nothing is known.
  public synchronized Duration high() {
    return last.isEmpty() ? Duration.ZERO : Collections.max(last);
  }
}
