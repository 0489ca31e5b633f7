package why401.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import why401.token.source.Bug;

/// Runs the soak: calm first, then every fault, at last a long outage; then judges.
///
/// Time is accelerated by the agent's own clocks, which move a second at a time as soon as nothing
/// is left to happen within the present one; every request goes over real HTTP.
final class Soak {
  private final SoakSize size;
  private final long seed;
  private final Bug bug;
  private final PrintStream out;

  /// @param seed of everything that is drawn
  Soak(SoakSize size, long seed, Bug bug, PrintStream out) {
    this.size = size;
    this.seed = seed;
    this.bug = bug;
    this.out = out;
  }

  /// `[seed] [hours]`
  public static void main(String[] arguments) throws IOException, InterruptedException {
    long seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : System.nanoTime();
    SoakSize size =
        arguments.length > 1 ? SoakSize.hours(Integer.parseInt(arguments[1])) : SoakSize.SHORT;
    Verdict verdict = new Soak(size, seed, Bug.NONE, System.out).run();
    System.out.println(verdict.holds() ? "all invariants hold" : verdict);
    System.exit(verdict.holds() ? 0 : 1);
  }

  /// Runs it and says which invariants were broken.
  Verdict run() throws IOException, InterruptedException {
    out.println("seed " + seed + ", " + size + (bug == Bug.NONE ? "" : ", bug " + bug));
    Path state = Files.createTempDirectory("soak");
    Verdict verdict = new Verdict();
    try (SoakWorld world = new SoakWorld(size, state, bug, seed)) {
      Probing probing = new Probing(world, verdict, state);
      Mischief mischief = new Mischief(world);
      world.apply(world.members);
      for (FakeIssuer issuer : world.issuers) {
        issuer.plan().draw(world.random, size.troubles(), size.calm(), size.calm() + size.faults());
      }
      pass(world, probing, mischief);
      finale(world, probing, mischief);
      Timing timing = new Timing(world, verdict, size.calm());
      new Judging(world, verdict, timing, mischief).judge();
      probing.judgeReaders();
      shutDown(world, verdict);
      new Report(world, probing, timing).print(out);
    }
    return verdict;
  }

  private void pass(SoakWorld world, Probing probing, Mischief mischief)
      throws IOException, InterruptedException {
    long end = size.calm() + size.faults() + 200;
    while (world.clock.seconds() < end) {
      boolean faults = world.clock.seconds() >= size.calm() && world.clock.seconds() < end - 200;
      if (faults && size.mischief()) {
        mischief.second();
      }
      mischief.repair();
      world.second();
      probing.second(world.members);
    }
  }

  /// A provider that is down for more than an hour: its pilot must neither storm nor sleep.
  private void finale(SoakWorld world, Probing probing, Mischief mischief)
      throws IOException, InterruptedException {
    FakeIssuer issuer = world.issuers.getFirst();
    List<Member> few =
        world.members.stream().filter(member -> member.issuer.equals(issuer)).limit(6).toList();
    world.apply(few);
    if (size.outage() == 0) {
      return;
    }
    long from = world.clock.seconds() + 60;
    issuer.plan().add(from, from + size.outage(), Trouble.OUTAGE);
    while (world.clock.seconds() < from + size.outage() + 200) {
      mischief.repair();
      world.second();
      if (world.clock.seconds() % 10 == 0 || world.clock.seconds() > from + size.outage()) {
        probing.second(few);
      }
    }
  }

  /// I17.
  private static void shutDown(SoakWorld world, Verdict verdict) throws InterruptedException {
    world.waiting.releaseAll();
    world.source().close(Duration.ofSeconds(2));
    int before = world.issuers.stream().mapToInt(issuer -> issuer.log().size()).sum();
    for (int i = 0; i < 600; i++) {
      world.second();
    }
    int after = world.issuers.stream().mapToInt(issuer -> issuer.log().size()).sum();
    if (after != before) {
      verdict.broken("I17", (after - before) + " requests after the shutdown");
    }
  }
}
