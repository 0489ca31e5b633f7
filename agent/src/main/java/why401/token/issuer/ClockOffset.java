package why401.token.issuer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import why401.http.HttpDate;

/// The issuer's clock minus ours, as the median of its last nine `Date` fields.
public final class ClockOffset {
  private static final int KEPT = 9;
  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  private final Deque<Duration> last = new ArrayDeque<>();

  /// @param date an HTTP date, whole seconds of the issuer's clock, written between the two moments
  synchronized void add(String date, Instant sent, Instant received) {
    // An unreadable date says nothing about the clock.
    HttpDate.parse(date)
        .ifPresent(
            theirs -> {
              Instant ours = sent.plus(Duration.between(sent, received).dividedBy(2));
              last.addLast(Duration.between(ours, theirs.plus(HALF_A_SECOND)));
              if (last.size() > KEPT) {
                last.removeFirst();
              }
            });
  }

  /// Forgets what an older state of our own clock measured.
  synchronized void clear() {
    last.clear();
  }

  /// The same, if it was measured.
  public synchronized Optional<Duration> measured() {
    return last.isEmpty() ? Optional.empty() : Optional.of(median());
  }

  public synchronized Duration median() {
    List<Duration> sorted = last.stream().sorted().toList();
    return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
  }
}
