package why401.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What goes wrong beside the providers' own troubles: clocks, the process, secrets.
final class Mischief {
  private static final Duration HOUR = Duration.ofHours(1);

  /// A secret that the agent will see at `at`.
  private record Due(long at, long since, String next) {}

  /// The secret of `member` was another at its provider from `since`, and for the agent from
  /// `visible` on.
  record Replaced(Member member, long since, long visible) {}

  private final SoakWorld world;
  private final Map<Member, Due> secretDue = new HashMap<>();
  private final List<Replaced> replaced = new ArrayList<>();
  private final Map<Member, Long> authorizeDue = new HashMap<>();
  private long nextAgent;
  private long nextSecret;
  private boolean stepped;

  Mischief(SoakWorld world) {
    this.world = world;
  }

  void second() throws InterruptedException {
    long now = world.clock.seconds();
    if (nextAgent == 0) {
      nextAgent = now + 60;
      nextSecret = now + 40;
    }
    if (now >= nextAgent) {
      agent(now);
      nextAgent = now + 100 + world.random.nextInt(80);
    }
    if (now >= nextSecret) {
      replaceSecret(now);
      nextSecret = now + 20 + world.random.nextInt(30);
    }
    revokeEarly(now);
  }

  /// What people put right in the end.
  void repair() {
    long now = world.clock.seconds();
    deliverSecrets(now);
    authorizeAnew(now);
  }

  private void agent(long now) throws InterruptedException {
    switch (world.random.nextInt(5)) {
      case 0 -> {
        // The process stands still: SIGSTOP, or a pause of the JVM.
        world.clock.advance(Duration.ofSeconds(45));
        disturb(now, 45);
      }
      case 1 -> {
        world.clock.agent().step(stepped ? HOUR.negated() : HOUR);
        stepped = !stepped;
        world.issuers.forEach(issuer -> issuer.families().excuse());
        world.issuers.forEach(FakeIssuer::forgotten);
        disturb(now, 0);
      }
      case 2 -> {
        world.clock.suspend(Duration.ofMinutes(3));
        disturb(now, 180);
      }
      default -> {
        Member victim = world.members.get(world.random.nextInt(world.members.size()));
        int before = world.killed();
        world.killAfterAnswerOf(victim);
        for (int i = 0; i < 60 && world.killed() == before; i++) {
          world.second();
        }
        long from = world.clock.seconds();
        world.kill(world.members);
        disturb(from, 1);
      }
    }
  }

  private void disturb(long from, long length) {
    long until = Math.max(world.clock.seconds(), from + length);
    world.health.badEverywhere(from, until + 1);
    world.members.forEach(member -> member.disturbedAt = until + 1);
  }

  /// The agent sees the new secret some seconds later; the old one is dead at once, or good until
  /// then.
  private void replaceSecret(long now) {
    Member member = world.members.get(world.random.nextInt(world.members.size()));
    if (secretDue.containsKey(member)) {
      return;
    }
    long delay = world.random.nextInt(20);
    boolean overlapping = world.random.nextInt(3) == 0;
    String before = member.secret.value;
    String next = before + "x";
    String client = member.client.name();
    member.issuer.secrets(client, overlapping ? Set.of(before, next) : Set.of(next));
    secretDue.put(member, new Due(now + delay, now, next));
    if (!overlapping) {
      world.health.bad(client, now, now + delay + 11);
    }
  }

  private void deliverSecrets(long now) {
    for (Map.Entry<Member, Due> entry : Map.copyOf(secretDue).entrySet()) {
      Due due = entry.getValue();
      if (now >= due.at()) {
        Member member = entry.getKey();
        secretDue.remove(member);
        member.secret.value = due.next();
        member.issuer.secrets(member.client.name(), Set.of(due.next()));
        replaced.add(new Replaced(member, due.since(), now));
      }
    }
  }

  /// The secrets that were replaced.
  List<Replaced> replaced() {
    return List.copyOf(replaced);
  }

  private void revokeEarly(long now) {
    for (FakeIssuer issuer : world.issuers) {
      if (issuer.plan().at(now) == Trouble.REVOKES_EARLY && now % 7 == 0) {
        Member member = world.members.get(world.random.nextInt(world.members.size()));
        member.issuer.revoke(member.client.name());
      }
    }
  }

  /// A person logs in again where a refresh token has died, a minute later.
  private void authorizeAnew(long now) {
    for (Member member : world.members) {
      boolean dead =
          member.client.rotating() && !member.issuer.families().alive(member.client.name());
      if (dead && !authorizeDue.containsKey(member)) {
        authorizeDue.put(member, now + 60);
        world.health.bad(member.client.name(), now - 400, now + 75);
      } else if (dead && now >= authorizeDue.get(member)) {
        member.refreshToken.value = member.issuer.families().begin(member.client.name());
        authorizeDue.remove(member);
      }
    }
  }
}
