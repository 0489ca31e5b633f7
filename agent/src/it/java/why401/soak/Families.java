package why401.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
  private static final long TOLERANCE = 3;

  /// Submissions of one refresh token.
  private record Submitted(int times, long last) {}

  /// What came of a token that was spent already.
  private record Again(int times, long last) {}

  private final Map<String, String> current = new HashMap<>();
  private final Map<String, Submitted> submissions = new HashMap<>();
  private final Set<String> excused = new HashSet<>();
  private final Map<String, Again> spent = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private int revoked;
  private int most;

  synchronized String begin(String client) {
    return next(client);
  }

  /// A token came, whatever becomes of it.
  synchronized void submitted(String refreshToken, long second, Trouble trouble) {
    Submitted before = submissions.getOrDefault(refreshToken, new Submitted(0, -1));
    submissions.put(refreshToken, new Submitted(before.times() + 1, second));
    most = Math.max(most, before.times() + 1);
    if (before.last() == second) {
      faults.add("a refresh token was sent twice at the same instant, " + trouble);
    }
  }

  /// Works on it. A spent token may come a second time, after a lost answer, once nothing is left
  /// to lose; more often only at the pace of a suspended credential.
  ///
  /// @param toLose the seconds for which the access token in hand still serves
  synchronized Spent spend(String client, String refreshToken, long second, long toLose) {
    if (refreshToken.equals(current.get(client))) {
      spent.put(refreshToken, new Again(0, second));
      next(client);
      return Spent.ROTATED;
    }
    Again before = spent.get(refreshToken);
    if (before == null) {
      return Spent.UNKNOWN;
    }
    Again now = new Again(before.times() + 1, second);
    spent.put(refreshToken, now);
    judge(client, refreshToken, now, second - before.last(), toLose);
    revoked++;
    current.remove(client);
    return Spent.REUSED;
  }

  private void judge(String client, String refreshToken, Again again, long gap, long toLose) {
    boolean pardoned = excused.remove(refreshToken);
    if (again.times() > 1 && gap < SLOW_PACE && !pardoned) {
      faults.add("a spent refresh token was sent again after " + gap + " s");
    } else if (again.times() == 1 && toLose > TOLERANCE && !pardoned) {
      faults.add("a spent refresh token was sent again with " + toLose + " s to lose by " + client);
    }
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
    excused.addAll(spent.keySet());
  }

  /// What was sent too often, or too soon.
  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  synchronized int mostSubmissions() {
    return most;
  }
}
