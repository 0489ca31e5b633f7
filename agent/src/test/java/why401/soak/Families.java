package why401.soak;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Refresh tokens with rotation and reuse detection: a token that comes twice ends its family, and
/// the access tokens with it.
final class Families {
  /// What became of a refresh token that was submitted.
  enum Spent {
    ROTATED,
    REUSED,
    UNKNOWN
  }

  private static final long SLOW_PACE = 299;

  private final Map<String, String> current = new HashMap<>();
  private final Map<String, Integer> submissions = new HashMap<>();
  private final Map<String, Long> again = new HashMap<>();
  private final Set<String> spent = new HashSet<>();
  private int revoked;
  private int hasty;

  synchronized String begin(String client) {
    return next(client);
  }

  synchronized void submitted(String refreshToken, long second) {
    submissions.merge(refreshToken, 1, Integer::sum);
    if (spent.contains(refreshToken)) {
      Long before = again.put(refreshToken, second);
      hasty += before != null && second - before < SLOW_PACE ? 1 : 0;
    }
  }

  synchronized Spent spend(String client, String refreshToken) {
    if (refreshToken.equals(current.get(client))) {
      spent.add(refreshToken);
      next(client);
      return Spent.ROTATED;
    }
    if (spent.contains(refreshToken)) {
      revoked++;
      current.remove(client);
      return Spent.REUSED;
    }
    return Spent.UNKNOWN;
  }

  private String next(String client) {
    String token = "rt-" + UUID.randomUUID();
    current.put(client, token);
    return token;
  }

  synchronized String current(String client) {
    return current.getOrDefault(client, "");
  }

  synchronized boolean alive(String client) {
    return current.containsKey(client);
  }

  synchronized int revoked() {
    return revoked;
  }

  /// The agent's clock was set: it may think that its pause is over.
  synchronized void excuse() {
    again.clear();
  }

  /// How often a spent token came a second time again: once may follow a lost answer, and more only
  /// at the pace of a suspended credential.
  synchronized int hasty() {
    return hasty;
  }

  synchronized int mostSubmissions() {
    return submissions.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
