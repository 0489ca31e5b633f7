package why401.soak;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// When one identity provider has which trouble, drawn from a seed; all in seconds since the start.
final class Plan {
  /// @param from first second
  /// @param to the second after the last
  record Episode(long from, long to, Trouble trouble) {}

  private final List<Episode> episodes = new ArrayList<>();

  /// Calm until `from`, then one trouble after another until `to`, each once before any twice.
  void draw(Random random, List<Trouble> troubles, long from, long to) {
    List<Trouble> deck = new ArrayList<>();
    long at = from;
    while (at < to) {
      if (deck.isEmpty()) {
        deck.addAll(troubles);
        Collections.shuffle(deck, random);
      }
      Trouble trouble = deck.removeLast();
      long length =
          trouble == Trouble.OUTAGE
              ? new long[] {30, 63, 126}[random.nextInt(3)]
              : (trouble == Trouble.LATENT ? 90 : 8) + random.nextInt(40);
      long end = Math.min(to, at + length);
      add(at, end, trouble);
      at = end + 30 + random.nextInt(60);
    }
  }

  synchronized void add(long from, long to, Trouble trouble) {
    episodes.add(new Episode(from, to, trouble));
  }

  /// How long `trouble` has lasted at `second`; 0 if there is another, or none.
  synchronized long lasted(Trouble trouble, long second) {
    return episodes.stream()
        .filter(one -> one.trouble() == trouble && second >= one.from() && second < one.to())
        .mapToLong(one -> second - one.from())
        .findFirst()
        .orElse(0);
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
