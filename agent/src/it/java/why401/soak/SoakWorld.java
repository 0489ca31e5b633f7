package why401.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import why401.credential.Credential;
import why401.token.Credentials;
import why401.token.TargetResponse;
import why401.token.Token;
import why401.token.TokenSettings;
import why401.token.lockout.AccountProtection;
import why401.token.source.Bug;
import why401.token.source.RenewingTokenSource;
import why401.token.source.SoakHooks;
import why401.token.source.SoakTokenSource;

/// The agent, its identity providers and a resource, in accelerated time.
final class SoakWorld implements SoakHooks, AutoCloseable {
  static final Duration PROBE_TIMEOUT = Duration.ofSeconds(10);
  private static final long[] LIVES = {20, 20, 60, 60, 300, 300, 300, 3600};

  final SoakClock clock = new SoakClock();
  final Waiting waiting = new Waiting(clock);
  final Counting counters = new Counting(clock);
  final List<FakeIssuer> issuers = new ArrayList<>();
  final List<Member> members = new ArrayList<>();
  final Health health = new Health();
  final FakeResource resource;
  final Random random;
  private final Path state;
  private final Bug bug;
  private final AtomicReference<@Nullable String> killAfterAnswerOf = new AtomicReference<>();
  private final AtomicReference<@Nullable String> killBeforeSendingOf = new AtomicReference<>();
  private final AtomicLong attempts = new AtomicLong();
  private final AtomicInteger killedBefore = new AtomicInteger();
  private final AtomicInteger killedAfter = new AtomicInteger();
  private RenewingTokenSource source;
  private int opened;

  SoakWorld(SoakSize size, Path state, Bug bug, long seed) throws IOException {
    this.random = new Random(seed);
    this.state = state;
    this.bug = bug;
    int[] skews = {0, 0, 120, -120, 0, 30};
    for (int i = 0; i < size.issuers(); i++) {
      issuers.add(
          new FakeIssuer(
              clock,
              Duration.ofSeconds(skews[i % 6]),
              waiting,
              health,
              new Random(random.nextLong())));
    }
    Set<String> late = new HashSet<>();
    this.resource = new FakeResource(clock, issuers, late);
    for (int i = 0; i < size.members(); i++) {
      Client.Quirk[] quirks = Client.Quirk.values();
      Duration life = Duration.ofSeconds(LIVES[random.nextInt(LIVES.length)]);
      Client.Quirk quirk =
          random.nextInt(3) == 0 ? quirks[random.nextInt(quirks.length)] : Client.Quirk.PLAIN;
      boolean rotating =
          size.allRotating() || (random.nextInt(4) == 0 && quirk != Client.Quirk.SAME);
      if (quirk == Client.Quirk.LATE) {
        late.add("m%03d".formatted(i));
      }
      Duration told = quirk == Client.Quirk.UNTOLD ? Client.ASSUMED : life;
      members.add(
          new Member(
              new Client("m%03d".formatted(i), told, quirk, rotating),
              issuers.get(i % issuers.size())));
    }
    this.source = open();
  }

  private RenewingTokenSource open() {
    TokenSettings settings =
        new TokenSettings(
            clock.agent(), clock.agent(), state, AccountProtection.DEFAULT, PROBE_TIMEOUT);
    return SoakTokenSource.open(
        settings, counters, this, waiting::counted, bug, random.nextLong() + opened++);
  }

  RenewingTokenSource source() {
    return source;
  }

  /// Tells the agent what the resource answered.
  TargetResponse.Reaction answered(
      Member member, Token token, TargetResponse.Opinion opinion, boolean acceptedThere) {
    return bug == Bug.EARLY_DEATH_IGNORED
        ? TargetResponse.Reaction.NONE
        : source.answered(
            member.credential,
            new Credentials.AccessToken(token),
            new TargetResponse("resource", opinion, acceptedThere));
  }

  void apply(List<Member> some) {
    source.apply(some.stream().<Credential>map(member -> member.credential).toList());
  }

  /// One second passes, as the agent lives it.
  void second() throws InterruptedException {
    clock.advance(Duration.ofSeconds(1));
    waiting.release();
    waiting.settle();
    source.tick(clock.agent().instant());
    waiting.settle();
  }

  /// Kills the process: whatever is under way comes to nothing, in memory and on disk.
  void kill(List<Member> restartWith) throws InterruptedException {
    RenewingTokenSource old = source;
    killBeforeSendingOf.set("");
    killAfterAnswerOf.set("");
    waiting.releaseAll();
    waiting.settle();
    old.close(Duration.ZERO);
    killBeforeSendingOf.set(null);
    killAfterAnswerOf.set(null);
    issuers.forEach(FakeIssuer::forgotten);
    source = open();
    apply(restartWith);
  }

  /// Attempts that a kill cut off.
  int killed() {
    return killedBefore.get() + killedAfter.get();
  }

  int killedBeforeSending() {
    return killedBefore.get();
  }

  /// An empty name stands for everybody.
  private static boolean meant(@Nullable String name, String client) {
    return name != null && (name.isEmpty() || name.equals(client));
  }

  @Override
  public long beforeSending(String client) {
    if (meant(killBeforeSendingOf.get(), client)) {
      killedBefore.incrementAndGet();
      throw new Killed();
    }
    return attempts.incrementAndGet();
  }

  @Override
  public void afterAnswer(String client, long attempt) {
    waiting.ended(attempt);
    if (meant(killAfterAnswerOf.get(), client)) {
      killedAfter.incrementAndGet();
      health.killed(client, clock.seconds());
      throw new Killed();
    }
  }

  /// From now on the answers to `member` come, and the process dies before it can use them.
  void killAfterAnswerOf(Member member) {
    killAfterAnswerOf.set(member.client.name());
  }

  @Override
  public void close() {
    waiting.close();
    source.close(Duration.ofSeconds(2));
    issuers.forEach(FakeIssuer::close);
    resource.close();
  }
}
