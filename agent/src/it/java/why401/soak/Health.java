package why401.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When a credential could have been renewed: not while its provider was in trouble, not while it
/// was told to wait, not while the agent stood still. Seconds since the start.
final class Health {
  /// A suspension, and a tick.
  private static final long SUSPENDED = 363;

  private record Span(long from, long to) {}

  private final Map<String, List<Span>> bad = new HashMap<>();
  private final List<Span> everywhere = new ArrayList<>();

  synchronized void bad(String client, long from, long to) {
    bad.computeIfAbsent(client, key -> new ArrayList<>()).add(new Span(from, to));
  }

  /// What an answer obliges the agent to: to wait as long as it was asked to, not to come back with
  /// a refused secret, not to send a refresh token again whose fate is not known.
  void heard(Client client, Hit hit) {
    long second = hit.second();
    boolean lost =
        switch (hit.outcome()) {
          case "cut", "unreachable", "invalid_response" -> true;
          case "server_error" -> hit.trouble() != Trouble.ERROR_503;
          default -> false;
        };
    if (hit.outcome().equals("rate_limited") && hit.trouble() == Trouble.RATE_LIMIT_LONG) {
      bad(client.name(), second, second + 121);
    } else if (hit.outcome().equals("rejected")) {
      bad(client.name(), second, second + SUSPENDED);
    } else if (client.rotating() && lost) {
      bad(client.name(), second, second + client.trueLife().toSeconds() + SUSPENDED);
    } else if (hit.outcome().equals(Hit.ISSUED)) {
      fine(client.name(), second);
    }
  }

  /// It went well: what stood in the way does so no longer.
  private synchronized void fine(String client, long second) {
    bad.computeIfPresent(
        client,
        (name, spans) ->
            new ArrayList<>(
                spans.stream()
                    .filter(span -> span.from() < second)
                    .map(span -> new Span(span.from(), Math.min(span.to(), second)))
                    .toList()));
  }

  /// The process died with the answer: for a refresh token this is one more that was lost.
  void killed(String client, long second) {
    bad(client, second, second + SUSPENDED);
  }

  synchronized void badEverywhere(long from, long to) {
    everywhere.add(new Span(from, to));
  }

  /// The longest stretch within [from, to) in which nothing stood in the way of `client`.
  synchronized long longestGood(String client, Plan plan, long from, long to) {
    long longest = 0;
    long start = from;
    for (long second = from; second < to; second++) {
      if (!plan.at(second).healthy() || within(client, second)) {
        start = second + 1;
      }
      longest = Math.max(longest, second + 1 - start);
    }
    return longest;
  }

  /// Whether nothing at all was wrong within [from, to).
  synchronized boolean calm(Plan plan, long from, long to) {
    for (long second = from; second < to; second++) {
      if (plan.at(second) != Trouble.NONE || hit(everywhere, second)) {
        return false;
      }
    }
    return true;
  }

  private boolean within(String client, long second) {
    return hit(everywhere, second) || hit(bad.getOrDefault(client, List.of()), second);
  }

  private static boolean hit(List<Span> spans, long second) {
    return spans.stream().anyMatch(span -> second >= span.from() && second < span.to());
  }
}
