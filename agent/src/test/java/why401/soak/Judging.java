package why401.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import why401.token.SoakKeeper;

/// Judges what only the whole log of the providers tells.
final class Judging {
  private static final int BURST = 20;
  private static final int PER_SECOND = 10;

  private final SoakWorld world;
  private final Verdict verdict;
  private final SoakSize size;

  Judging(SoakWorld world, Verdict verdict, SoakSize size) {
    this.world = world;
    this.verdict = verdict;
    this.size = size;
  }

  void judge() {
    for (FakeIssuer issuer : world.issuers) {
      List<Hit> log = new ArrayList<>(issuer.log());
      log.sort(Comparator.comparing(Hit::at));
      rates(log);
      pilots(issuer, log);
      log.forEach(this::atOnce);
      if (issuer.families().hasty() > 0) {
        verdict.broken("I3", "a spent refresh token was sent more than once again");
      }
    }
    calm();
    refusedPace();
    counters();
    secrets();
  }

  private void atOnce(Hit hit) {
    if (hit.atOnce() > 1) {
      verdict.broken("I3", hit.client() + " had " + hit.atOnce() + " renewals at once");
    }
  }

  /// I8.
  private void rates(List<Hit> log) {
    Map<Long, Integer> perSecond = new TreeMap<>();
    log.forEach(hit -> perSecond.merge(second(hit), 1, Integer::sum));
    perSecond.forEach(
        (second, count) -> {
          if (count > BURST + PER_SECOND) {
            verdict.broken("I8", count + " requests in second " + second);
          }
        });
  }

  /// I5: in a long outage only the pilot tries, and once no token is left whose end could hurry it,
  /// half a minute to a minute lies between two attempts.
  private void pilots(FakeIssuer issuer, List<Hit> log) {
    for (Plan.Episode episode : issuer.plan().episodes()) {
      long from = Math.max(episode.from() + 600, lastEnd(issuer, episode.from()) + 61);
      if (episode.trouble() == Trouble.OUTAGE && episode.to() - from > 120) {
        long before = -1;
        for (Hit hit : log) {
          boolean within = second(hit) >= from && second(hit) < episode.to();
          long gap = second(hit) - before;
          if (within && before >= 0 && (gap < 29 || gap > 63)) {
            verdict.broken("I5", "in an outage " + gap + " s between two attempts");
          }
          before = within ? second(hit) : -1;
        }
      }
    }
  }

  private static long lastEnd(FakeIssuer issuer, long before) {
    return issuer.tokens().values().stream()
        .filter(token -> token.second() < before)
        .mapToLong(token -> Duration.between(SoakClock.START, token.expiresAt).toSeconds())
        .max()
        .orElse(0);
  }

  /// I7, and the jitter: in the calm, each renewal at its time.
  private void calm() {
    Map<String, Member> members = new HashMap<>();
    world.members.forEach(member -> members.put(member.client.name(), member));
    Map<String, Long> last = new HashMap<>();
    List<Double> places = new ArrayList<>();
    for (Counting.Renewed renewed : world.counters.renewals()) {
      Long before = last.put(renewed.credential(), renewed.second());
      Member member = members.get(renewed.credential());
      if (before != null && member != null && renewed.second() < size.calm()) {
        timing(member, renewed.second() - before, places);
      }
    }
    double mean = places.stream().mapToDouble(Double::doubleValue).average().orElse(0.5);
    if (places.size() >= 25 && (mean < 0.32 || mean > 0.68)) {
      verdict.broken("I7", "mean place of renewals in their window " + mean);
    }
  }

  private void timing(Member member, long gap, List<Double> places) {
    double life = member.life().toSeconds();
    boolean half =
        SoakKeeper.window(member.life(), SoakWorld.PROBE_TIMEOUT).get(0).toSeconds()
            <= life / 2 + 1;
    boolean asked = member.client.quirk() == Client.Quirk.REFRESH_IN;
    // The guard grows with the clocks' difference, and may leave no room for the window.
    boolean skewed = member.issuer.skewed();
    double earliest = half || asked || skewed ? 0.5 : 0.6;
    double latest = half ? 0.5 : 0.75;
    if (gap < earliest * life - 2.5 || gap > latest * life + 3.5) {
      verdict.broken("I7", member.client + " renewed after " + gap + " s");
    }
    if (!half && !asked && !skewed) {
      places.add((gap - 0.5 - 0.6 * life) / (0.15 * life));
    }
  }

  /// I11: refused clients come back at most once in five minutes, unless their secret changed.
  private void refusedPace() {
    Map<String, List<Long>> refused = new HashMap<>();
    for (FakeIssuer issuer : world.issuers) {
      for (Hit hit : issuer.log()) {
        if (hit.outcome().equals("rejected")) {
          refused.computeIfAbsent(hit.client(), key -> new ArrayList<>()).add(second(hit));
        }
      }
    }
    refused.forEach(
        (client, seconds) -> {
          for (int i = 12; i < seconds.size(); i++) {
            if (seconds.get(i) - seconds.get(i - 12) < 3600 - 1) {
              verdict.broken("I11", client + " was refused 13 times within an hour");
            }
          }
        });
  }

  /// I15: the agent's counters are the providers' log.
  private void counters() {
    Map<String, Integer> theirs = new TreeMap<>();
    int requests = 0;
    for (FakeIssuer issuer : world.issuers) {
      for (Hit hit : issuer.log()) {
        theirs.merge(hit.outcome(), 1, Integer::sum);
        requests++;
      }
    }
    int unsent = world.killedBeforeSending();
    if (requests + unsent != world.counters.attempts()) {
      verdict.broken(
          "I15", world.counters.attempts() + " attempts, " + requests + " requests, " + unsent);
    }
    Map<String, Integer> ours = world.counters.failures();
    int slack = world.killed();
    for (String reason : List.of("server_error", "rate_limited", "rejected", "invalid_response")) {
      int difference = theirs.getOrDefault(reason, 0) - ours.getOrDefault(reason, 0);
      if (difference < 0 || difference > slack) {
        verdict.broken("I15", reason + ": theirs minus ours " + difference);
      }
    }
    int good = theirs.getOrDefault(Hit.ISSUED, 0);
    int difference = good - world.counters.renewals().size();
    if (difference < 0 || difference > slack) {
      verdict.broken("I15", "issued minus renewed " + difference);
    }
  }

  /// I14.
  private void secrets() {
    for (String text : world.counters.texts()) {
      if (text.contains("secret-of-")
          || text.contains("rt-")
          || text.contains("at-")
          || text.contains("eyJ")) {
        verdict.broken("I14", text);
      }
    }
  }

  private static long second(Hit hit) {
    return Duration.between(SoakClock.START, hit.at()).toSeconds();
  }
}
