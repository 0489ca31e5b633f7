package why401.soak;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The report of renewal.md, 11.
final class Report {
  private final SoakWorld world;
  private final Probing probing;
  private final Timing timing;

  Report(SoakWorld world, Probing probing, Timing timing) {
    this.world = world;
    this.probing = probing;
    this.timing = timing;
  }

  void print(PrintStream out) {
    List<Hit> log = new ArrayList<>();
    world.issuers.forEach(issuer -> log.addAll(issuer.log()));
    Map<String, Integer> outcomes = new TreeMap<>();
    Map<String, Integer> perSecond = new HashMap<>();
    log.forEach(hit -> outcomes.merge(hit.outcome(), 1, Integer::sum));
    for (int i = 0; i < world.issuers.size(); i++) {
      for (Hit hit : world.issuers.get(i).log()) {
        perSecond.merge(i + "@" + hit.at(), 1, Integer::sum);
      }
    }
    out.printf("accelerated time: %s%n", Duration.ofSeconds(world.clock.seconds()));
    out.printf("token requests: %d %s%n", log.size(), outcomes);
    out.printf(
        "renewals: %d, failures %s%n", world.counters.renewals().size(), world.counters.failures());
    out.printf("probes sent: %d, withheld %s%n", probing.sent(), probing.withheld());
    out.printf(
        "sent with an expired token: %d, with an unknown one: %d, with a revoked one: %d%n",
        world.resource.count(FakeResource.Judged.EXPIRED),
        world.resource.count(FakeResource.Judged.UNKNOWN),
        world.resource.count(FakeResource.Judged.REVOKED));
    out.printf(
        "life left at use: least %s, below (s) %s%n",
        world.resource.leastLife(), world.resource.remaining());
    out.printf("renewals per lifetime in the calm: %s%n", timing.perLife());
    out.printf(
        "get token: 99%% in %d us, 99.9%% in %d us%n",
        probing.reader(0.99) / 1000, probing.reader(0.999) / 1000);
    out.printf(
        "at one provider: %.2f requests a second, at most %d; at once at most %d, of one client"
            + " %d%n",
        (double) log.size() / world.issuers.size() / world.clock.seconds(),
        perSecond.values().stream().mapToInt(Integer::intValue).max().orElse(0),
        log.stream().mapToInt(hit -> hit.load().inAll()).max().orElse(0),
        log.stream().mapToInt(hit -> hit.load().ofClient()).max().orElse(0));
    out.printf("refused for good: at most %d times an hour by one client%n", refusedAnHour(log));
    out.printf(
        "refresh tokens: submitted at most %d times, families revoked %d%n",
        world.issuers.stream().mapToInt(i -> i.families().mostSubmissions()).max().orElse(0),
        world.issuers.stream().mapToInt(i -> i.families().revoked()).sum());
    out.printf("recovery after a trouble (s): %s%n", recovery());
    out.printf("renewals cut off by a kill: %d%n", world.killed());
  }

  private static long refusedAnHour(List<Hit> log) {
    Map<String, Long> perHour = new HashMap<>();
    log.stream()
        .filter(hit -> hit.outcome().equals("rejected"))
        .forEach(hit -> perHour.merge(hit.client() + "@" + hit.second() / 3600, 1L, Long::sum));
    return perHour.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /// From the end of each trouble to the first success of each client that had failed in it.
  private String recovery() {
    List<Long> times = new ArrayList<>();
    for (FakeIssuer issuer : world.issuers) {
      for (Plan.Episode episode : issuer.plan().episodes()) {
        recovery(issuer.log(), episode, times);
      }
    }
    times.sort(Long::compare);
    return times.isEmpty()
        ? "none"
        : "median %d, 99th of 100 %d, longest %d, of %d"
            .formatted(
                times.get(times.size() / 2),
                times.get(times.size() * 99 / 100),
                times.getLast(),
                times.size());
  }

  private static void recovery(List<Hit> log, Plan.Episode episode, List<Long> times) {
    if (episode.trouble().healthy() || episode.trouble() == Trouble.REFUSES_CLIENTS) {
      return;
    }
    Map<String, Boolean> waiting = new HashMap<>();
    for (Hit hit : log) {
      long second = hit.second();
      if (second >= episode.from() && second < episode.to()) {
        waiting.put(hit.client(), !hit.outcome().equals(Hit.ISSUED));
      } else if (second >= episode.to()
          && hit.outcome().equals(Hit.ISSUED)
          && Boolean.TRUE.equals(waiting.remove(hit.client()))) {
        times.add(second - episode.to());
      }
    }
  }
}
