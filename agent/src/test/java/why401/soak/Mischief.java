package why401.soak;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What goes wrong beside the providers' own troubles: clocks, the process, secrets.
final class Mischief {
  private static final Duration HOUR = Duration.ofHours(1);

  private final SoakWorld world;
  private final Map<Member, Long> secretDue = new HashMap<>();
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
    deliverSecrets(now);
    revokeEarly(now);
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
        disturb(now, 0);
      }
      case 2 -> {
        world.clock.suspend(Duration.ofMinutes(3));
        disturb(now, 180);
      }
      default -> {
        Member victim = world.members.get(world.random.nextInt(world.members.size()));
        world.killAfterAnswerOf(victim);
        for (int i = 0; i < 15; i++) {
          world.second();
        }
        world.kill(world.members);
        disturb(now, 16);
      }
    }
  }

  private void disturb(long from, long length) {
    long until = Math.max(world.clock.seconds(), from + length);
    world.health.badEverywhere(from, until + 1);
    world.members.forEach(member -> member.disturbedAt = until + 1);
  }

  /// The old secret is dead at once; the agent sees the new one some seconds later.
  private void replaceSecret(long now) {
    Member member = world.members.get(world.random.nextInt(world.members.size()));
    if (secretDue.containsKey(member)) {
      return;
    }
    long delay = world.random.nextInt(20);
    String next = member.secret.value + "x";
    member.issuer.secret(member.client.name(), next);
    secretDue.put(member, now + delay);
    world.health.bad(member.client.name(), now, now + delay + 11);
    if (delay == 0) {
      member.secret.value = next;
    }
  }

  private void deliverSecrets(long now) {
    secretDue
        .entrySet()
        .removeIf(
            due -> {
              boolean ready = now >= due.getValue();
              if (ready && !due.getKey().secret.value.equals(wanted(due.getKey()))) {
                due.getKey().secret.value = wanted(due.getKey());
              }
              return ready;
            });
  }

  private static String wanted(Member member) {
    return member.issuer.secretOf(member.client.name());
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
