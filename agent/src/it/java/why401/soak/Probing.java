package why401.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import why401.credential.secret.Secret;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.Token;
import why401.token.source.SoakTokenSource;

/// Probes the resource with what the keeper hands over, and judges each probe at once.
final class Probing {
  /// So long a provider may have been slow before everybody has to know.
  private static final long ONSET = 30;

  private final SoakWorld world;
  private final Verdict verdict;
  private final Path state;
  private final Map<String, Long> lapsedSince = new HashMap<>();
  private final Map<String, Integer> withheld = new TreeMap<>();
  private final Map<String, Long> checkedOnDisk = new HashMap<>();
  private final Refusals refusals;
  private final List<Long> readers = new ArrayList<>();
  private int sent;

  Probing(SoakWorld world, Verdict verdict, Path state) {
    this.world = world;
    this.verdict = verdict;
    this.state = state;
    this.refusals = new Refusals(world, verdict);
  }

  void second(List<Member> members) throws IOException, InterruptedException {
    long now = world.clock.seconds();
    for (Member member : members) {
      if ((now + member.client.name().hashCode()) % member.period == 0) {
        probe(member, now);
      }
    }
  }

  private void probe(Member member, long now) throws IOException, InterruptedException {
    long before = System.nanoTime();
    CredentialsResult authorization = world.source().authorize(member.credential, Duration.ZERO);
    if (authorization instanceof CredentialsResult.Ready) {
      readers.add(System.nanoTime() - before);
    }
    if (authorization instanceof CredentialsResult.Unavailable) {
      world.waiting.settle();
      authorization = world.source().authorize(member.credential, Duration.ZERO);
    }
    switch (authorization) {
      case CredentialsResult.Ready ready
          when ready.credentials() instanceof Credentials.AccessToken access ->
          send(member, access.token());
      case CredentialsResult.Ready _ -> verdict.broken("I2", "a proof without a token");
      case CredentialsResult.Unavailable unavailable -> {
        withheld.merge(unavailable.failure().reason().label(), 1, Integer::sum);
        judgeWithheld(member, now);
      }
    }
    exported(member);
  }

  private void send(Member member, Token token) throws IOException, InterruptedException {
    sent++;
    lapsedSince.remove(member.client.name());
    onDisk(member, token);
    FakeResource.Judged judged = world.resource.probe(reveal(token.value()));
    refusals.judge(member, token, judged);
    switch (judged) {
      case GOOD, REVOKED, EARLY -> {}
      case EXPIRED -> verdict.broken("I2", member.client + " sent an expired token");
      case UNKNOWN, ABSENT -> verdict.broken("I2", member.client + " sent nothing that was issued");
    }
  }

  /// I10: the successor of the refresh token is on disk before what came with it is used.
  private void onDisk(Member member, Token token) throws IOException {
    Long before = checkedOnDisk.put(member.client.name(), token.generation());
    Issued issued = member.issuer.tokens().get(reveal(token.value()));
    boolean fresh = before == null || before != token.generation();
    if (fresh && member.client.rotating() && issued != null && issued.refreshToken != null) {
      Path file = state.resolve(member.client.name() + ".refresh-token.json");
      boolean newest = world.clock.seconds() - issued.second() < 3;
      if (newest && !Files.readString(file).contains(issued.refreshToken)) {
        verdict.broken("I10", member.client + " used a token before its successor was on disk");
      }
    }
  }

  /// I1, I4, I6: a probe may be withheld only if its provider gave no chance to renew.
  private void judgeWithheld(Member member, long now) {
    if (!member.client.rotating() && member.issuer.plan().lasted(Trouble.LATENT, now) > ONSET) {
      verdict.broken("I19", member.client + " withheld at " + now + ", slow provider", member);
    }
    long since = lapsedSince.computeIfAbsent(member.client.name(), key -> now);
    Issued last = member.issuer.newest(member.client.name());
    long issued = last == null ? -1 : last.second();
    SoakTokenSource.Window window = member.issuer.window(member.client);
    long renew = window.renew().toSeconds();
    long critical = window.critical().toSeconds();
    long enough =
        Math.clamp((critical - renew) / 4, 1, 60) + window.timeout().toSeconds() + queue();
    Plan plan = member.issuer.plan();
    boolean undisturbed = issued >= 0 && member.disturbedAt < issued;
    if (undisturbed) {
      long good = good(member, plan, issued + renew, Math.min(issued + critical, now));
      if (good >= enough + 3) {
        verdict.broken("I1", member.client + " withheld at " + now + ", issued " + issued, member);
      }
    }
    long wanted = issued < 0 ? 0 : issued + renew;
    long from = Math.max(Math.max(wanted, member.disturbedAt), since - 600);
    if (good(member, plan, Math.max(from, 0), now) >= 75 + queue()) {
      verdict.broken("I6", member.client + " not renewed by " + now + ", issued " + issued, member);
    }
    boolean good = last != null && now - last.second() >= 5;
    boolean alive = good && !last.revoked && undisturbed && last.delivered;
    if (alive && leftToAgent(member, last) > guard(member)) {
      verdict.broken(
          "I4",
          member.client
              + " withheld at "
              + now
              + " although its token lives, issued "
              + last.second());
    }
  }

  private long leftToAgent(Member member, Issued token) {
    return member.life().minus(Duration.between(token.askedAt, world.clock.now())).toSeconds();
  }

  private long good(Member member, Plan plan, long from, long to) {
    return world.health.longestGood(member.client.name(), plan, from, to);
  }

  private static long guard(Member member) {
    return Math.min(60, Math.max(3, member.life().toSeconds() / 10)) + 4;
  }

  /// Seconds that the queue of one provider may take.
  private long queue() {
    return (long) world.members.size() / world.issuers.size() / 10 + 1;
  }

  /// I16: what is exported never outlives the token. I14: no secret in it.
  private void exported(Member member) {
    var known = world.source().state(member.client.name()).orElseThrow();
    Issued last = member.issuer.newest(member.client.name());
    if (known.expiresAt() != null && last != null && known.usable()) {
      Duration ahead = world.clock.ahead();
      Duration over = Duration.between(last.expiresAt.plus(ahead), known.expiresAt());
      if (over.toSeconds() > guard(member)) {
        verdict.broken("I16", member.client + " exported an end " + over + " too late");
      }
    }
    if (known.secretExpiresAt() != null && member.client.rotating() && last != null) {
      Duration ahead = world.clock.ahead();
      Duration over =
          Duration.between(last.issuedAt.plusSeconds(86400).plus(ahead), known.secretExpiresAt());
      if (over.toSeconds() > 5 && over.toSeconds() < 3000) {
        verdict.broken("I16", member.client + " exported a refresh token's end " + over + " late");
      }
    }
  }

  private static String reveal(Secret secret) {
    return secret.reveal();
  }

  /// I9: nobody waits for a token that is there. The bound leaves room for a busy machine; the
  /// report says what it took.
  void judgeReaders() {
    if (reader(0.99) > 5_000_000) {
      verdict.broken("I9", "one in a hundred got its token after " + reader(0.99) + " ns");
    }
  }

  /// The time that the given part of the readers got their token in, in nanoseconds.
  long reader(double part) {
    List<Long> sorted = readers.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((int) (sorted.size() * part));
  }

  int sent() {
    return sent;
  }

  Map<String, Integer> withheld() {
    return new TreeMap<>(withheld);
  }
}
