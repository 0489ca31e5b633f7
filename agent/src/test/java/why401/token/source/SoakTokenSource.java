package why401.token.source;

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
import why401.time.Durations;
import why401.token.RenewalFailure;
import why401.token.Token;
import why401.token.TokenListener;
import why401.token.TokenSettings;
import why401.token.issuer.IssuerTransport;
import why401.token.issuer.OkHttpIssuerTransport;
import why401.token.renewal.DefaultRenewalPolicy;
import why401.token.renewal.HeldTokens;
import why401.token.renewal.RenewableCredential;
import why401.token.renewal.RenewalAttempt;
import why401.token.renewal.RenewalPolicy;
import why401.token.renewal.RenewalTimes;

/// Opens keepers for the soak: on real HTTP, with counted tasks and, if asked for, a known bug.
public final class SoakTokenSource {
  private static final int HALVED_FROM = 45;

  private SoakTokenSource() {}

  /// @param counted wraps each task of the keeper
  public static RenewingTokenSource open(
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
    IssuerTransport transport = new SoakTransport(OkHttpIssuerTransport.standard(), hooks, bug);
    RenewalPolicy policy = new BuggyRenewalPolicy(new DefaultRenewalPolicy(random), bug, random);
    RenewingTokenSource source =
        new RenewingTokenSource(
            settings, saboteur, new TokenSourceParts(transport, policy, random, threads));
    threads.source = source;
    saboteur.source = source;
    return source;
  }

  /// When a token is renewed, since it was issued.
  ///
  /// @param renew the time at which it is at latest due
  /// @param critical that from which a probe may have to wait
  /// @param timeout the bound of one attempt
  /// @param usedUp that from which a token whose renewal may have been served is not waited for
  /// @param halved whether it may be due at half of its life, for want of room
  public record Window(
      Duration renew, Duration critical, Duration timeout, Duration usedUp, boolean halved) {}

  /// The times of tokens of this life.
  ///
  /// @param offset the provider's clock minus the agent's
  public static Window window(Duration life, Duration offset, Duration probeTimeout) {
    RenewalTimes times =
        new DefaultRenewalPolicy(new Random(0))
            .times(new RenewalPolicy.Life(life, null, offset, probeTimeout), "x", 1);
    Duration latest = Durations.scale(life, 0.75);
    Duration reserve =
        Durations.max(times.timeout().multipliedBy(3).plusSeconds(15), Durations.scale(life, 0.2));
    Duration room = times.critical().minus(reserve);
    // An `exp` claim in whole seconds may put it on either side.
    boolean surely = life.toSeconds() > HALVED_FROM + 1;
    boolean maybe = life.toSeconds() >= HALVED_FROM - 1;
    boolean always = surely && Durations.scale(life, 0.6).compareTo(room) > 0;
    return new Window(
        always ? life.dividedBy(2) : latest,
        times.critical(),
        times.timeout(),
        life.minus(times.guard()).minus(life.dividedBy(10)),
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
    private volatile RenewingTokenSource source;

    Threads(UnaryOperator<Runnable> counted, Bug bug) {
      this.counted = counted;
      this.bug = bug;
    }

    @Override
    public void execute(Runnable task) {
      real.execute(counted.apply(task));
      RenewingTokenSource own = source;
      if (bug == Bug.SINGLE_FLIGHT_RELEASED_AT_ONCE && own != null) {
        for (RenewableCredential renewable : own.renewables().renewable()) {
          RenewalAttempt attempt = renewable.attempt();
          if (attempt != null) {
            renewable.end(attempt);
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
    private volatile RenewingTokenSource source;

    Saboteur(TokenListener listener, Bug bug) {
      this.listener = listener;
      this.bug = bug;
    }

    private void drop(String credential) {
      RenewableCredential renewable = source.renewables().find(credential);
      if (renewable != null) {
        renewable.replace(renewable.tokens(), HeldTokens.NOTHING);
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
    public void renewalFailed(
        String credential, String issuer, RenewalFailure failure, Duration took) {
      listener.renewalFailed(credential, issuer, failure, took);
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
