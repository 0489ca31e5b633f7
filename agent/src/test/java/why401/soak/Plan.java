package why401.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// When one identity provider has which trouble, drawn from a seed; all in seconds since the start.
final class Plan {
  /// @param from first second
  /// @param to the second after the last
  record Episode(long from, long to, Trouble trouble) {}

  private final List<Episode> episodes = new ArrayList<>();

  /// Calm until `from`, then one trouble after another until `to`.
  void draw(Random random, long from, long to) {
    long at = from;
    while (at < to) {
      Trouble trouble = Trouble.DRAWN.get(random.nextInt(Trouble.DRAWN.size()));
      long length =
          trouble == Trouble.OUTAGE
              ? new long[] {30, 63, 126}[random.nextInt(3)]
              : 5 + random.nextInt(60);
      long end = Math.min(to, at + length);
      add(at, end, trouble);
      at = end + 80 + random.nextInt(80);
    }
  }

  synchronized void add(long from, long to, Trouble trouble) {
    episodes.add(new Episode(from, to, trouble));
  }

  synchronized Trouble at(long second) {
    for (Episode episode : episodes) {
      if (second >= episode.from() && second < episode.to()) {
        return episode.trouble();
      }
    }
    return Trouble.NONE;
  }

  synchronized List<Episode> episodes() {
    return List.copyOf(episodes);
  }
}
