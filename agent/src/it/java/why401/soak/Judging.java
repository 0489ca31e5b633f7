package why401.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Judges what only the whole log of the providers tells.
final class Judging {
  private static final int BURST = 20;
  private static final int PER_SECOND = 10;
  private static final int AT_ONCE = 4;
  private static final int MOST_REFUSED = 15;

  private final SoakWorld world;
  private final Verdict verdict;
  private final Timing timing;
  private final Mischief mischief;

  Judging(SoakWorld world, Verdict verdict, Timing timing, Mischief mischief) {
    this.world = world;
    this.verdict = verdict;
    this.timing = timing;
    this.mischief = mischief;
  }

  void judge() {
    for (FakeIssuer issuer : world.issuers) {
      List<Hit> log = new ArrayList<>(issuer.log());
      log.sort(Comparator.comparing(Hit::at));
      rates(log);
      pilots(issuer, log);
      log.forEach(this::atOnce);
      sameInstant(log);
      issuer.families().faults().forEach(fault -> verdict.broken("I3", fault));
    }
    timing.judge();
    secretsUsed();
    refusedPace();
    counters();
    secrets();
  }

  private void atOnce(Hit hit) {
    if (hit.load().ofClient() > 1) {
      verdict.broken("I3", hit.client() + " had " + hit.load().ofClient() + " renewals at once");
    }
    if (hit.load().inAll() > AT_ONCE) {
      verdict.broken("I8", hit.load().inAll() + " requests at once");
    }
  }

  /// I5: half a second at least between two attempts of one client.
  private void sameInstant(List<Hit> log) {
    Map<String, Instant> last = new HashMap<>();
    for (Hit hit : log) {
      if (hit.at().equals(last.put(hit.client(), hit.at()))) {
        verdict.broken("I5", hit.client() + " came twice at " + hit.second());
      }
    }
  }

  /// I12: a secret that was refused is tried within ten seconds of its change.
  private void secretsUsed() {
    for (Mischief.Replaced replaced : mischief.replaced()) {
      Member member = replaced.member();
      List<Hit> hits =
          member.issuer.log().stream()
              .filter(hit -> hit.client().equals(member.client.name()))
              .sorted(Comparator.comparing(Hit::at))
              .toList();
      Hit last = null;
      boolean tried = false;
      for (Hit hit : hits) {
        last = hit.second() < replaced.visible() ? hit : last;
        long after = hit.second() - replaced.visible();
        tried |= after >= 0 && after <= 12;
      }
      boolean refused =
          last != null && last.outcome().equals("rejected") && last.second() >= replaced.since();
      boolean calm =
          world.health.calm(member.issuer.plan(), replaced.since() - 30, replaced.visible() + 13);
      if (refused && !tried && calm && !member.client.rotating()) {
        verdict.broken("I12", member.client + " not tried after " + replaced.visible());
      }
    }
  }

  /// I8.
  private void rates(List<Hit> log) {
    Map<Long, Integer> perSecond = new TreeMap<>();
    log.forEach(hit -> perSecond.merge(hit.second(), 1, Integer::sum));
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
          boolean within = hit.second() >= from && hit.second() < episode.to();
          long gap = hit.second() - before;
          if (within && before >= 0 && (gap < 29 || gap > 63)) {
            verdict.broken("I5", "in an outage " + gap + " s between two attempts");
          }
          before = within ? hit.second() : -1;
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

  /// I11: refused clients come back at most once in five minutes, unless their secret changed or is
  /// so new that it may not have spread.
  private void refusedPace() {
    Map<String, List<Long>> refused = new HashMap<>();
    for (FakeIssuer issuer : world.issuers) {
      for (Hit hit : issuer.log()) {
        if (hit.outcome().equals("rejected")) {
          refused.computeIfAbsent(hit.client(), key -> new ArrayList<>()).add(hit.second());
        }
      }
    }
    refused.forEach(
        (client, seconds) -> {
          for (int i = MOST_REFUSED; i < seconds.size(); i++) {
            if (seconds.get(i) - seconds.get(i - MOST_REFUSED) < 3600 - 1) {
              verdict.broken("I11", client + " was refused 16 times within an hour");
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
}
