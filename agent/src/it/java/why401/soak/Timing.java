package why401.soak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import why401.token.source.SoakTokenSource;

/// Judges the renewals of the calm, in which each comes at its own time: I7, and the jitter by the
/// spread of many credentials that began at once.
final class Timing {
  /// Of a uniform distribution on [0, 1].
  private static final double DEVIATION = Math.sqrt(1.0 / 12);

  private static final int ENOUGH = 40;

  /// Seconds of a window that a tick of one second does not blur.
  private static final int WIDE = 20;

  private final SoakWorld world;
  private final Verdict verdict;
  private final long calm;
  private final List<Double> places = new ArrayList<>();
  private final List<Double> perLife = new ArrayList<>();

  Timing(SoakWorld world, Verdict verdict, long calm) {
    this.world = world;
    this.verdict = verdict;
    this.calm = calm;
  }

  void judge() {
    Map<String, Member> members = new HashMap<>();
    world.members.forEach(member -> members.put(member.client.name(), member));
    Map<String, Long> last = new HashMap<>();
    for (FakeIssuer issuer : world.issuers) {
      for (Hit hit : issuer.log()) {
        long second = hit.second();
        Member member = members.get(hit.client());
        if (member != null && hit.outcome().equals(Hit.ISSUED) && second < calm) {
          Long before = last.put(hit.client(), second);
          if (before != null) {
            timing(member, second - before);
          }
        }
      }
    }
    spread();
  }

  private void timing(Member member, long gap) {
    if (member.client.quirk() == Client.Quirk.SAME) {
      return;
    }
    double life = member.life().toSeconds();
    SoakTokenSource.Window window = member.issuer.window(member.client);
    boolean half = window.renew().toSeconds() <= life / 2 + 1;
    boolean asked = member.client.quirk() == Client.Quirk.REFRESH_IN;
    // The guard grows with the clocks' difference, and may leave no room for the window.
    boolean skewed = member.issuer.skewed() || window.halved();
    double earliest = half || asked || skewed ? 0.5 : 0.6;
    double latest = half ? 0.5 : 0.75;
    if (gap < earliest * life - 2.5 || gap > latest * life + 3.5) {
      verdict.broken("I7", member.client + " renewed after " + gap + " s");
    }
    perLife.add(life / gap);
    boolean wide = 0.15 * life >= WIDE;
    if (wide && !half && !asked && !skewed) {
      places.add((gap - 0.5 - 0.6 * life) / (0.15 * life));
    }
  }

  /// Drawn once for each token, the places are spread evenly over the window; drawn again at each
  /// look, the first that comes wins, and all crowd at its beginning.
  private void spread() {
    if (places.size() < ENOUGH) {
      return;
    }
    double mean = places.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double square =
        places.stream().mapToDouble(place -> (place - mean) * (place - mean)).average().orElse(0);
    double off = 4.5 * DEVIATION / Math.sqrt(places.size());
    if (Math.abs(mean - 0.5) > off || Math.sqrt(square) < 0.6 * DEVIATION) {
      verdict.broken(
          "I7",
          "%d renewals at %.2f +- %.2f of their window (expected: 0.50 +- %.2f)"
              .formatted(places.size(), mean, Math.sqrt(square), DEVIATION));
    }
  }

  /// Renewals per lifetime, for the report.
  String perLife() {
    var figures = perLife.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return perLife.isEmpty()
        ? "none"
        : "least %.2f, mean %.2f, most %.2f, of %d"
            .formatted(
                figures.getMin(), figures.getAverage(), figures.getMax(), figures.getCount());
  }
}
