package why401.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The attempts that one identity provider is working on. One whose connection the agent has closed
/// is not under way any more.
final class UnderWay {
  private final Waiting waiting;
  private final Map<String, List<Long>> open = new HashMap<>();

  /// @param ofClient those of one client, the one that came included
  /// @param inAll those of all clients
  record Load(int ofClient, int inAll) {}

  UnderWay(Waiting waiting) {
    this.waiting = waiting;
  }

  synchronized Load begin(String client, long attempt) {
    open.computeIfAbsent(client, _ -> new ArrayList<>()).add(attempt);
    int inAll = open.values().stream().mapToInt(this::count).sum();
    return new Load(count(open.getOrDefault(client, List.of())), inAll);
  }

  private int count(List<Long> attempts) {
    return (int) attempts.stream().filter(one -> !waiting.hasEnded(one)).count();
  }

  synchronized void end(String client, long attempt) {
    open.getOrDefault(client, new ArrayList<>()).remove(attempt);
  }
}
