package why401.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import why401.token.Credentials;
import why401.token.CredentialsResult;
import why401.token.TargetResponse.Opinion;
import why401.token.TargetResponse.Reaction;
import why401.token.Token;

/// Tells the agent what the resource said of its tokens, and judges what it does about it.
final class Refusals {
  /// The pace of renewals that refusals ask for, and of their queue.
  private static final long SOON = 75;

  /// A token that was called revoked for the first time.
  private record RevokedSince(long generation, long second) {}

  /// The token that was accepted last.
  private record AcceptedLast(Token token, Duration trueLife) {}

  private final SoakWorld world;
  private final Verdict verdict;
  private final Map<String, RevokedSince> revoked = new HashMap<>();
  private final Map<String, AcceptedLast> accepted = new HashMap<>();

  Refusals(SoakWorld world, Verdict verdict) {
    this.world = world;
    this.verdict = verdict;
  }

  void judge(Member member, Token token, FakeResource.Judged judged)
      throws IOException, InterruptedException {
    switch (judged) {
      case GOOD -> {
        accepted.put(member.client.name(), new AcceptedLast(token, member.life()));
        world.answered(member, token, Opinion.ACCEPTED, true);
      }
      case REVOKED -> revoked(member, token);
      case EARLY -> early(member, token);
      case EXPIRED, UNKNOWN, ABSENT -> {}
    }
  }

  /// I20: a token that the resource calls revoked is replaced soon.
  private void revoked(Member member, Token token) throws InterruptedException {
    String name = member.client.name();
    long now = world.clock.seconds();
    RevokedSince since = revoked.get(name);
    if (since == null || since.generation() != token.generation()) {
      since = new RevokedSince(token.generation(), now);
      revoked.put(name, since);
    }
    long good =
        world.health.longestGood(
            name, member.issuer.plan(), Math.max(since.second(), member.disturbedAt), now);
    if (good > SOON) {
      verdict.broken("I20", name + " sends a revoked token at " + now, member);
    }
    world.answered(member, token, Opinion.REVOKED, true);
    world.waiting.settle();
  }

  /// I21: while the token before lives, a new one that is not valid yet gives way to it.
  private void early(Member member, Token token) throws IOException, InterruptedException {
    Reaction reaction = world.answered(member, token, Opinion.NOT_YET_VALID, false);
    AcceptedLast before = accepted.get(member.client.name());
    if (reaction == Reaction.PREVIOUS_TOKEN) {
      again(member, token);
    } else if (before != null && shouldGiveWay(member, token, before)) {
      verdict.broken("I21", member.client + " keeps to a token that is not valid yet", member);
    }
  }

  private boolean shouldGiveWay(Member member, Token token, AcceptedLast before) {
    Duration critical = member.issuer.window(member.client).critical();
    boolean undisturbed =
        member.disturbedAt < world.clock.seconds() - before.trueLife().toSeconds();
    Issued older = member.issuer.tokens().get(before.token().value().reveal());
    return undisturbed
        && older != null
        && !older.revoked
        && before.token().generation() == token.generation() - 1
        && critical
                .minus(Duration.between(older.askedAt, world.clock.now()))
                .compareTo(Duration.ofSeconds(2))
            > 0;
  }

  private void again(Member member, Token refused) throws IOException, InterruptedException {
    CredentialsResult authorization = world.source().authorize(member.credential, Duration.ZERO);
    if (authorization instanceof CredentialsResult.Ready ready
        && ready.credentials() instanceof Credentials.AccessToken access) {
      FakeResource.Judged judged = world.resource.probe(access.token().value().reveal());
      boolean older = access.token().generation() < refused.generation();
      if (!older || judged == FakeResource.Judged.EARLY) {
        verdict.broken("I21", member.client + " did not go back: " + judged, member);
      }
    }
  }
}
