package why401.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// Opens keepers for the soak: on real HTTP, with counted tasks and, if asked for, a known bug.
public final class SoakKeeper {
  private static final int HALVED_FROM = 45;

  private SoakKeeper() {}

  /// @param counted wraps each task of the keeper
  public static TokenKeeper open(
      TokenSettings settings,
      TokenListener listener,
      SoakHooks hooks,
      UnaryOperator<Runnable> counted,
      Bug bug,
      long seed) {
    Random random = new Random(seed);
    if (bug == Bug.EXPIRY_RELOADED_AS_NEW) {
      reloadAsNew(settings);
    }
    Threads threads = new Threads(counted, bug);
    Saboteur saboteur = new Saboteur(listener, bug);
    Wire wire = new SoakWire(OkHttpWire.standard(), hooks, bug == Bug.OKHTTP_AS_IT_COMES);
    RenewalRules rules = new BuggyRules(new RenewalPolicy(random), bug, random);
    TokenKeeper keeper =
        new TokenKeeper(settings, saboteur, new KeeperParts(wire, rules, random, threads));
    threads.keeper = keeper;
    saboteur.keeper = keeper;
    return keeper;
  }

  /// When a token is renewed, since it was issued.
  ///
  /// @param renew the time at which it is at latest due
  /// @param critical that from which a probe may have to wait
  /// @param timeout the bound of one attempt
  /// @param halved whether it may be due at half of its life, for want of room
  public record Window(Duration renew, Duration critical, Duration timeout, boolean halved) {}

  /// The times of tokens of this life.
  ///
  /// @param offset the provider's clock minus the agent's
  public static Window window(Duration life, Duration offset, Duration probeTimeout) {
    Times times =
        new RenewalPolicy(new Random(0))
            .times(new RenewalRules.Life(life, null, offset, probeTimeout), "x", 1);
    Duration latest = RenewalPolicy.scale(life, 0.75);
    Duration reserve =
        RenewalPolicy.max(
            times.timeout().multipliedBy(3).plusSeconds(15), RenewalPolicy.scale(life, 0.2));
    Duration room = times.critical().minus(reserve);
    // An `exp` claim in whole seconds may put it on either side.
    boolean surely = life.toSeconds() > HALVED_FROM + 1;
    boolean maybe = life.toSeconds() >= HALVED_FROM - 1;
    boolean always = surely && RenewalPolicy.scale(life, 0.6).compareTo(room) > 0;
    return new Window(
        always ? life.dividedBy(2) : latest,
        times.critical(),
        times.timeout(),
        maybe && latest.compareTo(room) > 0);
  }

  private static void reloadAsNew(TokenSettings settings) {
    Path directory = settings.stateDirectory();
    if (directory == null || !Files.isDirectory(directory)) {
      return;
    }
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        String text = Files.readString(file);
        Instant asNew = settings.clock().instant().plus(Duration.ofDays(1));
        Files.writeString(
            file, text.replaceAll("\"expires_at\":\"[^\"]+\"", "\"expires_at\":\"" + asNew + "\""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Virtual threads, counted; with the third bug, flights that end at once.
  private static final class Threads extends AbstractExecutorService {
    private final ExecutorService real =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().uncaughtExceptionHandler((_, _) -> {}).factory());
    private final UnaryOperator<Runnable> counted;
    private final Bug bug;
    private volatile TokenKeeper keeper;

    Threads(UnaryOperator<Runnable> counted, Bug bug) {
      this.counted = counted;
      this.bug = bug;
    }

    @Override
    public void execute(Runnable task) {
      real.execute(counted.apply(task));
      TokenKeeper own = keeper;
      if (bug == Bug.SINGLE_FLIGHT_RELEASED_AT_ONCE && own != null) {
        for (Slot slot : own.slots().renewable()) {
          Flight flight = slot.flight();
          if (flight != null) {
            slot.end(flight);
          }
        }
      }
    }

    @Override
    public void shutdown() {
      real.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return real.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return real.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return real.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return real.awaitTermination(timeout, unit);
    }
  }

  /// Passes everything on; with the sixth bugs, takes tokens away.
  private static final class Saboteur implements TokenListener {
    private final TokenListener listener;
    private final Bug bug;
    private volatile TokenKeeper keeper;

    Saboteur(TokenListener listener, Bug bug) {
      this.listener = listener;
      this.bug = bug;
    }

    private void drop(String credential) {
      Slot slot = keeper.slots().find(credential);
      if (slot != null) {
        slot.replace(slot.held(), Held.NOTHING);
      }
    }

    @Override
    public void renewalAttempted(String credential, String issuer) {
      listener.renewalAttempted(credential, issuer);
      if (bug == Bug.TOKEN_CLEARED_BEFORE_RENEWAL) {
        drop(credential);
      }
    }

    @Override
    public void renewed(String issuer, Token token, Duration took) {
      listener.renewed(issuer, token, took);
    }

    @Override
    public void renewalFailed(String credential, String issuer, Fault fault, Duration took) {
      listener.renewalFailed(credential, issuer, fault, took);
      if (bug == Bug.TOKEN_DROPPED_ON_FAILURE) {
        drop(credential);
      }
    }

    @Override
    public void used(Token token, Duration remaining) {
      listener.used(token, remaining);
    }
  }
}
