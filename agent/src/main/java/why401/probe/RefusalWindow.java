package why401.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The refused requests of each probe since its target last accepted one: runs and experiments
/// alike, since a filter that bans addresses counts both. Safe for many threads.
final class RefusalWindow {
  /// Common filters ban at the fifth refusal within ten minutes.
  static final int MOST = 4;

  private static final Duration WINDOW = Duration.ofMinutes(10);

  private final Map<String, Deque<Instant>> refused = new ConcurrentHashMap<>();

  /// Takes down how a request of `probe` ended.
  ///
  /// @param proven whether it carried the probe's own credential
  void add(String probe, Outcome outcome, boolean proven) {
    switch (outcome) {
      case Outcome.Accepted _ when proven -> refused.remove(probe);
      case Outcome.Refused(Exchange exchange, Outcome.Shape shape) when counts(shape) ->
          addAt(probe, exchange.receivedAt());
      default -> {}
    }
  }

  private static boolean counts(Outcome.Shape shape) {
    return shape == Outcome.Shape.UNAUTHORIZED || shape == Outcome.Shape.FORBIDDEN;
  }

  private void addAt(String probe, Instant at) {
    refused.compute(
        probe,
        (_, before) -> {
          Deque<Instant> times = before == null ? new ArrayDeque<>() : before;
          times.addLast(at);
          while (times.size() > MOST) {
            times.removeFirst();
          }
          return times;
        });
  }

  /// Takes down how an experiment ended at `place`, whichever probe is examined.
  ///
  /// @param place origin and credential, which is no name of a probe
  void addShared(String place, Outcome outcome) {
    add(place, outcome, false);
  }

  /// A credential was accepted at `place`.
  void accepted(String place) {
    refused.remove(place);
  }

  /// Whether nothing was refused anywhere.
  boolean isEmpty() {
    return refused.isEmpty();
  }

  /// How many more requests of `probe` may be refused before a filter would act. If other probes at
  /// `place` were examined as well, one of those that it forgives was the run of this one.
  int left(String probe, String place, Instant now) {
    int own = left(probe, now);
    int shared = left(place, now);
    return shared < own ? shared - 1 : own;
  }

  /// How many more may be refused at `now` before a filter would act.
  int left(String probe, Instant now) {
    int[] counted = {0};
    refused.computeIfPresent(
        probe,
        (_, times) -> {
          counted[0] = (int) times.stream().filter(at -> at.isAfter(now.minus(WINDOW))).count();
          return times;
        });
    return MOST - counted[0];
  }

  void forget(String probe) {
    refused.remove(probe);
  }
}
